package dev.canreach.sets;

import dev.canreach.budget.Cancellation;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;

/** Operations on rows: those of {@link BoundsAlgebra}, peer by peer, done for whole parts at a time. */
final class RowAlgebra {
  private final BoundsAlgebra bounds;
  private final PointSet all;
  private final Row none;
  private final Row every;
  private final Map<TrafficBounds, Row> constants = new HashMap<>();

  /** Rows over the points that `all` holds. */
  RowAlgebra(BoundsAlgebra bounds, PointSet all) {
    this.bounds = bounds;
    this.all = all;
    none = constant(bounds.none());
    every = constant(bounds.all());
  }

  BoundsAlgebra bounds() {
    return bounds;
  }

  /** No traffic with anyone. */
  Row none() {
    return none;
  }

  /** All traffic with everyone. */
  Row every() {
    return every;
  }

  /** The same traffic with everyone. */
  Row constant(TrafficBounds traffic) {
    return constants.computeIfAbsent(traffic, key -> new Row(List.of(new Row.Part(key, all))));
  }

  /** The traffic with the peers, and none with the others. */
  Row only(TrafficBounds traffic, PointSet peers) {
    PointSet others = all.copy();
    others.removeAll(peers);
    if (peers.isEmpty()) {
      return none;
    }
    return others.isEmpty()
        ? constant(traffic)
        : new Row(List.of(new Row.Part(traffic, peers), new Row.Part(bounds.none(), others)));
  }

  Row complement(Row row) {
    Partition parts = new Partition();
    for (Row.Part part : row.parts()) {
      parts.add(bounds.complement(part.traffic()), part.peers());
    }
    return row(parts);
  }

  Row intersect(Row a, Row b) {
    if (a == none || b == every) {
      return a;
    }
    if (b == none || a == every) {
      return b;
    }
    return combine(a, b, bounds::intersect);
  }

  Row union(Row a, Row b) {
    if (a == every || b == none) {
      return a;
    }
    if (b == every || a == none) {
      return b;
    }
    return combine(a, b, bounds::union);
  }

  /** The union of many rows: peers of the same traffic are put together first. */
  Row union(List<Row> rows) {
    if (rows.size() < 3) {
      return rows.isEmpty() ? none : union(rows.get(0), rows.get(rows.size() - 1));
    }
    Cancellation.check();
    Partition together = new Partition();
    for (Row row : rows) {
      if (row == every) {
        return every;
      }
      for (Row.Part part : row.parts()) {
        if (!part.traffic().isEmpty()) {
          together.add(part.traffic(), part.peers());
        }
      }
    }
    Partition result = new Partition();
    PointSet untouched = all.copy();
    for (Row.Part part : together.parts()) {
      overlay(part, result, untouched);
    }
    if (!untouched.isEmpty()) {
      result.add(bounds.none(), untouched);
    }
    return row(result);
  }

  /** Adds traffic to some peers of a partition that leaves out those without any. */
  private void overlay(Row.Part added, Partition partition, PointSet untouched) {
    PointSet rest = added.peers().copy();
    List<Row.Part> changed = new ArrayList<>();
    for (Row.Part part : partition.parts()) {
      TrafficBounds sum = bounds.union(part.traffic(), added.traffic());
      if (part.peers().intersects(rest)) {
        PointSet common = part.peers().and(rest);
        rest.removeAll(common);
        if (sum != part.traffic()) {
          changed.add(new Row.Part(sum, common));
          partition.remove(part.traffic(), common);
        }
      }
    }
    changed.forEach(part -> partition.add(part.traffic(), part.peers()));
    if (!rest.isEmpty()) {
      untouched.removeAll(rest);
      partition.add(added.traffic(), rest);
    }
  }

  /** The traffic that each peer exchanges once the destination port of its packets is replaced. */
  Row beforeDestinationPort(Row row, int port) {
    Partition parts = new Partition();
    for (Row.Part part : row.parts()) {
      parts.add(bounds.beforeDestinationPort(part.traffic(), port), part.peers());
    }
    return row(parts);
  }

  /** `then` where the condition is true, `otherwise` where it is false. */
  Row choose(Row condition, Row then, Row otherwise) {
    if (condition == none) {
      return otherwise;
    }
    if (condition == every) {
      return then;
    }
    if (then == every) {
      return union(condition, otherwise);
    }
    if (then == none) {
      return intersect(complement(condition), otherwise);
    }
    Row chosen = union(intersect(condition, then), intersect(complement(condition), otherwise));
    return union(chosen, intersect(then, otherwise));
  }

  private Row combine(Row a, Row b, BinaryOperator<TrafficBounds> operation) {
    Cancellation.check();
    Partition parts = new Partition();
    for (Row.Part left : a.parts()) {
      for (Row.Part right : b.parts()) {
        if (left.peers() == all) {
          parts.add(operation.apply(left.traffic(), right.traffic()), right.peers());
        } else if (right.peers() == all) {
          parts.add(operation.apply(left.traffic(), right.traffic()), left.peers());
        } else if (left.peers().intersects(right.peers())) {
          parts.add(operation.apply(left.traffic(), right.traffic()), left.peers().and(right.peers()));
        }
      }
    }
    return row(parts);
  }

  private Row row(Partition partition) {
    List<Row.Part> parts = partition.parts();
    return parts.size() == 1 ? constant(parts.get(0).traffic()) : new Row(parts);
  }

  /** Disjoint sets of peers by traffic, while they are collected. There are few, so that a list serves best. */
  private static final class Partition {
    private final List<TrafficBounds> traffic = new ArrayList<>();
    private final List<PointSet> peers = new ArrayList<>();
    private final BitSet owned = new BitSet();

    void add(TrafficBounds with, PointSet added) {
      int index = traffic.indexOf(with);
      if (index < 0) {
        traffic.add(with);
        peers.add(added);
      } else {
        own(index).addAll(added);
      }
    }

    void remove(TrafficBounds with, PointSet removed) {
      own(traffic.indexOf(with)).removeAll(removed);
    }

    /** The set at an index, copied first where it belongs to somebody else. */
    private PointSet own(int index) {
      if (!owned.get(index)) {
        owned.set(index);
        peers.set(index, peers.get(index).copy());
      }
      return peers.get(index);
    }

    /** The parts that are not empty. */
    List<Row.Part> parts() {
      List<Row.Part> parts = new ArrayList<>();
      for (int i = 0; i < peers.size(); i++) {
        if (!peers.get(i).isEmpty()) {
          parts.add(new Row.Part(traffic.get(i), peers.get(i)));
        }
      }
      return parts;
    }
  }
}
