package dev.canreach.sets;

import dev.canreach.packet.Assumption;
import dev.canreach.packet.Field;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Request;
import dev.canreach.packet.Side;
import dev.canreach.packet.Valuation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Predicates as rows: for a fixed point on one side, the traffic with each point on the other that satisfies them. */
final class GuardRows {
  private final Points points;
  private final RowAlgebra rows;
  private final BoundsAlgebra bounds;
  private final Valuation valuation;
  private final boolean loopback;
  private final Optional<Request> request;

  /**
   * An interpreter of predicates.
   *
   * @param valuation the values of assumptions; a defaulted one that it does not name has its default, an open one is
   *     free
   * @param loopback whether both ends are the very same pod
   * @param request what the first bytes of every connection say; empty where they may say anything
   */
  GuardRows(Points points, RowAlgebra rows, Valuation valuation, boolean loopback, Optional<Request> request) {
    this.points = points;
    this.rows = rows;
    this.bounds = rows.bounds();
    this.valuation = valuation;
    this.loopback = loopback;
    this.request = request;
  }

  Points points() {
    return points;
  }

  RowAlgebra rows() {
    return rows;
  }

  /** The value of an assumption; empty when it is free. */
  Optional<Boolean> value(Assumption assumption) {
    Boolean given = valuation.values().get(assumption);
    return given != null ? Optional.of(given) : assumption.byDefault();
  }

  /** Whether the predicate looks at this side of the packet. */
  static boolean looksAt(PacketExpr expr, Side side) {
    return switch (expr) {
      case PacketExpr.And and -> and.operands().stream().anyMatch(operand -> looksAt(operand, side));
      case PacketExpr.Or or -> or.operands().stream().anyMatch(operand -> looksAt(operand, side));
      case PacketExpr.Not not -> looksAt(not.operand(), side);
      case PacketExpr.InPrefix prefix -> prefix.side() == side;
      case PacketExpr.IsEndpoint is -> is.side() == side;
      case PacketExpr.HasLabel label -> label.side() == side;
      case PacketExpr.Const constant -> false;
      case PacketExpr.InRange range -> false;
      case PacketExpr.Loopback loopback -> false;
      case PacketExpr.Matches text -> false;
      case PacketExpr.Holds holds -> false;
    };
  }

  /** The row of a predicate for one point on the subject's side. */
  Row row(PacketExpr expr, Side subject, int point) {
    return switch (expr) {
      case PacketExpr.Const constant -> constant(constant.value());
      case PacketExpr.And and -> {
        Row row = rows.every();
        for (PacketExpr operand : and.operands()) {
          row = row == rows.none() ? row : rows.intersect(row, row(operand, subject, point));
        }
        yield row;
      }
      case PacketExpr.Or or -> {
        List<Row> operands = new ArrayList<>();
        or.operands().forEach(operand -> operands.add(row(operand, subject, point)));
        yield rows.union(operands);
      }
      case PacketExpr.Not not -> rows.complement(row(not.operand(), subject, point));
      case PacketExpr.InRange range -> range(range);
      case PacketExpr.InPrefix prefix ->
          where(points.within(prefix.block()), bounds.all(), prefix.side() == subject, point);
      case PacketExpr.IsEndpoint is -> where(points.members(is.members()), bounds.all(), is.side() == subject, point);
      case PacketExpr.HasLabel label -> where(points.labelsFree(), bounds.open(), label.side() == subject, point);
      case PacketExpr.Loopback ignored -> constant(loopback);
      case PacketExpr.Matches text -> request.map(said -> constant(said.matches(text.field(), text.pattern())))
          .orElseGet(() -> rows.constant(bounds.open()));
      case PacketExpr.Holds holds ->
          value(holds.assumption()).map(this::constant).orElseGet(() -> rows.constant(bounds.open()));
    };
  }

  private Row constant(boolean value) {
    return value ? rows.every() : rows.none();
  }

  private Row range(PacketExpr.InRange range) {
    if (range.field() == Field.FAMILY) {
      int version = points.family().version();
      return constant(range.low() <= version && version <= range.high());
    }
    return rows.constant(bounds.exactly(bounds.sets().range(range.field(), range.low(), range.high())));
  }

  private Row where(PointSet set, TrafficBounds traffic, boolean aboutSubject, int point) {
    if (aboutSubject) {
      return set.contains(point) ? rows.constant(traffic) : rows.none();
    }
    return rows.only(traffic, set);
  }

  /** On which points of a side the predicate can be true, whatever everything else is. */
  Possible possible(PacketExpr expr, Side side) {
    return switch (expr) {
      case PacketExpr.Const constant -> possible(constant.value());
      case PacketExpr.And and -> {
        Possible result = possible(true);
        for (PacketExpr operand : and.operands()) {
          Possible next = possible(operand, side);
          result = new Possible(result.must().and(next.must()), result.may().and(next.may()));
        }
        yield result;
      }
      case PacketExpr.Or or -> {
        PointSet must = points.none().copy();
        PointSet may = points.none().copy();
        for (PacketExpr operand : or.operands()) {
          Possible next = possible(operand, side);
          must.addAll(next.must());
          may.addAll(next.may());
        }
        yield new Possible(must, may);
      }
      case PacketExpr.Not not -> {
        Possible inner = possible(not.operand(), side);
        yield new Possible(without(inner.may()), without(inner.must()));
      }
      case PacketExpr.InRange range -> range.field() == Field.FAMILY
          ? possible(range(range) == rows.every())
          : Possible.unknown(points);
      case PacketExpr.InPrefix prefix -> prefix.side() == side
          ? Possible.exactly(points.within(prefix.block()))
          : Possible.unknown(points);
      case PacketExpr.IsEndpoint is -> is.side() == side
          ? Possible.exactly(points.members(is.members()))
          : Possible.unknown(points);
      case PacketExpr.HasLabel label -> label.side() == side
          ? new Possible(points.none(), points.labelsFree())
          : Possible.unknown(points);
      case PacketExpr.Loopback ignored -> possible(loopback);
      case PacketExpr.Matches text -> request.map(said -> possible(said.matches(text.field(), text.pattern())))
          .orElseGet(() -> Possible.unknown(points));
      case PacketExpr.Holds holds ->
          value(holds.assumption()).map(this::possible).orElseGet(() -> Possible.unknown(points));
    };
  }

  private Possible possible(boolean value) {
    return Possible.exactly(value ? points.all() : points.none());
  }

  private PointSet without(PointSet set) {
    PointSet rest = points.all().copy();
    rest.removeAll(set);
    return rest;
  }

  /**
   * Points of one side where a predicate is certainly, and where it is possibly, true of a packet.
   *
   * @param must it is true of every packet from or to these points
   * @param may it is false of every packet from or to other points
   */
  record Possible(PointSet must, PointSet may) {

    private static Possible exactly(PointSet set) {
      return new Possible(set, set);
    }

    private static Possible unknown(Points points) {
      return new Possible(points.none(), points.all());
    }
  }
}
