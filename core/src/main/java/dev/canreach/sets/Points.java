package dev.canreach.sets;

import dev.canreach.packet.Cidr;
import dev.canreach.packet.EndpointSet;
import dev.canreach.packet.IpFamily;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** The ends of one family that an analysis tells apart, numbered from 0, and which of them an atom is true of. */
final class Points {
  private final IpFamily family;
  private final List<Point> points;
  private final AddressAtoms atoms;
  private final Map<Integer, List<Integer>> byAtom = new HashMap<>();
  private final PointSet none;
  private final PointSet all;
  private final PointSet labelsFree;
  /** The first point of each endpoint, or -1, and the next point of the same endpoint after each point. */
  private final int[] firstOf;
  private final int[] nextOf;
  private final IdentityHashMap<EndpointSet, PointSet> members = new IdentityHashMap<>();
  private final Map<Cidr, PointSet> blocks = new HashMap<>();

  Points(IpFamily family, List<Point> points, AddressAtoms atoms) {
    this.family = family;
    this.points = List.copyOf(points);
    this.atoms = atoms;
    none = PointSet.none(points.size());
    all = PointSet.all(points.size());
    labelsFree = none.copy();
    firstOf = new int[points.stream().mapToInt(Point::endpoint).max().orElse(-1) + 1];
    nextOf = new int[points.size()];
    Arrays.fill(firstOf, -1);
    for (int i = 0; i < points.size(); i++) {
      int endpoint = points.get(i).endpoint();
      nextOf[i] = firstOf[endpoint];
      firstOf[endpoint] = i;
      byAtom.computeIfAbsent(points.get(i).atom(), atom -> new ArrayList<>()).add(i);
      if (points.get(i).labelsFree()) {
        labelsFree.add(i);
      }
    }
  }

  /** The family of the packets between the points. */
  IpFamily family() {
    return family;
  }

  int size() {
    return points.size();
  }

  /** The endpoint at a point. */
  int endpoint(int point) {
    return points.get(point).endpoint();
  }

  /** No point. */
  PointSet none() {
    return none;
  }

  /** Every point. */
  PointSet all() {
    return all;
  }

  /** Points whose labels are not chosen yet. */
  PointSet labelsFree() {
    return labelsFree;
  }

  /** Points at one of the endpoints. */
  PointSet members(EndpointSet set) {
    PointSet known = members.get(set);
    if (known == null) {
      known = none.copy();
      for (int e = set.next(0); e >= 0 && e < firstOf.length; e = set.next(e + 1)) {
        for (int point = firstOf[e]; point >= 0; point = nextOf[point]) {
          known.add(point);
        }
      }
      members.put(set, known);
    }
    return known;
  }

  /** Points whose known address lies in the block. */
  PointSet within(Cidr block) {
    PointSet known = blocks.get(block);
    if (known == null) {
      known = none.copy();
      int start = atoms.start(block);
      for (int atom = start; atom <= atoms.end(start); atom++) {
        byAtom.getOrDefault(atom, List.of()).forEach(known::add);
      }
      blocks.put(block, known);
    }
    return known;
  }
}
