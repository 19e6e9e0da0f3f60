package dev.canreach.sets;

import dev.canreach.model.Path;
import dev.canreach.model.Plane;
import dev.canreach.model.Step;
import dev.canreach.packet.Assumption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * All pairs of points of one family on a path of stages. A packet arrives when every stage lets it through, so that the
 * traffic of a pair is what the planes of its source and the planes of its destination have in common.
 */
final class FamilyMap {
  /** Sources are prepared together in blocks as long as a word of {@link PointSet}. */
  private static final int BLOCK = 64;

  private final BoundsAlgebra bounds;
  private final RowAlgebra rows;
  private final int size;
  private final List<PlaneRows> egress = new ArrayList<>();
  private final List<PlaneRows> ingress = new ArrayList<>();
  private final Row[] egressOf;
  private final List<Row> ingressRows = new ArrayList<>();
  private final int[] ingressOf;
  private final TrafficBounds[] received;
  /** For each ingress row the traffic that all sources of the prepared block have; null where they differ. */
  private final @Nullable TrafficBounds[] uniform;
  private int preparedBlock = -1;

  FamilyMap(Path path, GuardRows guards) {
    rows = guards.rows();
    bounds = rows.bounds();
    size = guards.points().size();
    for (Step step : path.steps()) {
      switch (step) {
        case Step.Stage stage -> add(stage.plane(), guards);
        case Step.Hop hop -> throw new IllegalArgumentException("the direct path forwards: " + hop.name());
      }
    }
    egressOf = new Row[size];
    ingressOf = new int[size];
    Map<List<Row>, Row> combined = new HashMap<>();
    Map<Row, Integer> numbers = new HashMap<>();
    for (int point = 0; point < size; point++) {
      egressOf[point] = all(egress, point, combined);
      Row row = all(ingress, point, combined);
      Integer number = numbers.putIfAbsent(row, ingressRows.size());
      if (number == null) {
        ingressRows.add(row);
      }
      ingressOf[point] = number == null ? ingressRows.size() - 1 : number;
    }
    received = new TrafficBounds[BLOCK * ingressRows.size()];
    uniform = new @Nullable TrafficBounds[ingressRows.size()];
  }

  private void add(Plane plane, GuardRows guards) {
    switch (plane.subject()) {
      case SOURCE -> egress.add(new PlaneRows(plane, guards));
      case DESTINATION -> ingress.add(new PlaneRows(plane, guards));
    }
  }

  /** What all of the planes let through. */
  private Row all(List<PlaneRows> planes, int point, Map<List<Row>, Row> combined) {
    if (planes.size() == 1) {
      return planes.get(0).row(point);
    }
    List<Row> parts = planes.stream().map(plane -> plane.row(point)).toList();
    return combined.computeIfAbsent(parts, key -> {
      Row result = rows.every();
      for (Row part : key) {
        result = rows.intersect(result, part);
      }
      return result;
    });
  }

  /**
   * Adds the traffic from one source to every destination below `limit` to `sums[targets[destination]]`; a null sum is
   * no traffic yet.
   */
  void addTraffic(int source, int limit, int[] targets, @Nullable TrafficBounds[] sums) {
    prepare(source / BLOCK);
    int base = (source % BLOCK) * ingressRows.size();
    for (Row.Part part : egressOf[source].parts()) {
      TrafficBounds sent = part.traffic();
      PointSet peers = part.peers();
      TrafficBounds last = bounds.none();
      TrafficBounds arrives = bounds.none();
      for (int d = peers.next(0); d >= 0 && d < limit; d = peers.next(d + 1)) {
        TrafficBounds accepted = received[base + ingressOf[d]];
        if (accepted != last) {
          last = accepted;
          arrives = bounds.intersect(sent, accepted);
        }
        TrafficBounds sum = sums[targets[d]];
        sums[targets[d]] = sum == null ? arrives : bounds.union(sum, arrives);
      }
    }
  }

  /** Open assumptions that the traffic between two points may depend on. */
  SortedSet<Assumption> open(int source, int destination) {
    SortedSet<Assumption> open = new TreeSet<>();
    egress.forEach(plane -> open.addAll(plane.open(source, destination)));
    ingress.forEach(plane -> open.addAll(plane.open(destination, source)));
    return open;
  }

  /** Transposes the ingress rows for the sources of one block, except where nothing changes from block to block. */
  private void prepare(int block) {
    if (block == preparedBlock) {
      return;
    }
    preparedBlock = block;
    for (int number = 0; number < ingressRows.size(); number++) {
      for (Row.Part part : ingressRows.get(number).parts()) {
        long sources = part.peers().word(block);
        boolean whole = sources == -1L;
        if (sources != 0 && !(whole && uniform[number] == part.traffic())) {
          uniform[number] = whole ? part.traffic() : null;
          receive(number, sources, part.traffic());
        }
      }
    }
  }

  private void receive(int number, long sources, TrafficBounds traffic) {
    for (long rest = sources; rest != 0; rest &= rest - 1) {
      received[Long.numberOfTrailingZeros(rest) * ingressRows.size() + number] = traffic;
    }
  }
}
