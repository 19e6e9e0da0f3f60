package dev.canreach.sets;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

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
    return map(row, bounds::complement);
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
    Map<TrafficBounds, PointSet> together = new LinkedHashMap<>();
    for (Row row : rows) {
      if (row == every) {
        return every;
      }
      for (Row.Part part : row.parts()) {
        if (!part.traffic().isEmpty()) {
          PointSet peers = together.get(part.traffic());
          if (peers == null) {
            together.put(part.traffic(), part.peers().copy());
          } else {
            peers.addAll(part.peers());
          }
        }
      }
    }
    Row result = none;
    for (Map.Entry<TrafficBounds, PointSet> entry : together.entrySet()) {
      result = union(result, only(entry.getKey(), entry.getValue()));
    }
    return result;
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

  private Row map(Row row, UnaryOperator<TrafficBounds> operation) {
    Map<TrafficBounds, PointSet> parts = new LinkedHashMap<>();
    for (Row.Part part : row.parts()) {
      add(parts, operation.apply(part.traffic()), part.peers());
    }
    return row(parts);
  }

  private Row combine(Row a, Row b, BinaryOperator<TrafficBounds> operation) {
    Map<TrafficBounds, PointSet> parts = new LinkedHashMap<>();
    for (Row.Part left : a.parts()) {
      for (Row.Part right : b.parts()) {
        PointSet common = left.peers() == all ? right.peers() : right.peers() == all ? left.peers() : null;
        if (common == null && left.peers().intersects(right.peers())) {
          common = left.peers().and(right.peers());
        }
        if (common != null) {
          add(parts, operation.apply(left.traffic(), right.traffic()), common);
        }
      }
    }
    return row(parts);
  }

  private static void add(Map<TrafficBounds, PointSet> parts, TrafficBounds traffic, PointSet peers) {
    PointSet known = parts.get(traffic);
    if (known == null) {
      parts.put(traffic, peers);
    } else {
      PointSet both = known.copy();
      both.addAll(peers);
      parts.put(traffic, both);
    }
  }

  private Row row(Map<TrafficBounds, PointSet> parts) {
    if (parts.size() == 1) {
      return constant(parts.keySet().iterator().next());
    }
    List<Row.Part> list = new ArrayList<>();
    parts.forEach((traffic, peers) -> list.add(new Row.Part(traffic, peers)));
    return new Row(list);
  }
}
