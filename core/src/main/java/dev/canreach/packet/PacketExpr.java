package dev.canreach.packet;

import dev.canreach.budget.Cancellation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A predicate over one packet and its two ends: the guard language of the network model. Terms are built through the
 * factories below, which simplify: constants vanish, nested conjunctions are flat, duplicates are dropped. Terms are
 * finite trees; equality is structural, and written out for the terms that every input has: what a record generates for
 * itself takes long at the first use.
 */
public sealed interface PacketExpr {
  /** True of every packet. */
  PacketExpr TRUE = new Const(true);
  /** True of no packet. */
  PacketExpr FALSE = new Const(false);

  /** A constant. */
  record Const(boolean value) implements PacketExpr {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Const constant && value == constant.value;
    }

    @Override
    public int hashCode() {
      return Boolean.hashCode(value);
    }
  }

  /** True when every operand is; at least two operands. */
  record And(List<PacketExpr> operands) implements PacketExpr {
    /** Copies the operands. */
    public And {
      operands = List.copyOf(operands);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return this == other || (other instanceof And and && operands.equals(and.operands));
    }

    @Override
    public int hashCode() {
      return Operands.hash(operands);
    }
  }

  /** True when some operand is; at least two operands. */
  record Or(List<PacketExpr> operands) implements PacketExpr {
    /** Copies the operands. */
    public Or {
      operands = List.copyOf(operands);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return this == other || (other instanceof Or or && operands.equals(or.operands));
    }

    @Override
    public int hashCode() {
      return Operands.hash(operands);
    }
  }

  /** True when the operand is not. */
  record Not(PacketExpr operand) implements PacketExpr {}

  /** The packet has the field and its value lies between `low` and `high`, both included. */
  record InRange(Field field, int low, int high) implements PacketExpr {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof InRange range && field == range.field && low == range.low && high == range.high;
    }

    @Override
    public int hashCode() {
      return 31 * (31 * low + high) + field.name().hashCode();
    }
  }

  /** The end's address is known and lies in the block; false for an end whose address is not known. */
  record InPrefix(Side side, Cidr block) implements PacketExpr {}

  /** The end is one of these endpoints. */
  record IsEndpoint(Side side, EndpointSet members) implements PacketExpr {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof IsEndpoint end && side == end.side && members.equals(end.members);
    }

    @Override
    public int hashCode() {
      return 31 * members.hashCode() + side.name().hashCode();
    }
  }

  /**
   * The end does not exist yet, and has the label: with this value, or with any value where `value` is empty. False for
   * listed endpoints, whose labels are resolved into {@link IsEndpoint} when the network is built.
   */
  record HasLabel(Side side, String key, Optional<String> value) implements PacketExpr {}

  /** Both ends are the very same pod. */
  record Loopback() implements PacketExpr {}

  /** A proxy can read the field here, and a value of it fits the pattern; false where the packet lacks the field. */
  record Matches(TextField field, TextPattern pattern) implements PacketExpr {}

  /** The assumption is true. */
  record Holds(Assumption assumption) implements PacketExpr {}

  /** Whether some part of a term that is not composed of others meets the condition. */
  static boolean mentions(PacketExpr term, Predicate<PacketExpr> condition) {
    return switch (term) {
      case And and -> and.operands().stream().anyMatch(operand -> mentions(operand, condition));
      case Or or -> or.operands().stream().anyMatch(operand -> mentions(operand, condition));
      case Not not -> mentions(not.operand(), condition);
      case Const part -> condition.test(part);
      case InRange part -> condition.test(part);
      case InPrefix part -> condition.test(part);
      case IsEndpoint part -> condition.test(part);
      case HasLabel part -> condition.test(part);
      case Loopback part -> condition.test(part);
      case Matches part -> condition.test(part);
      case Holds part -> condition.test(part);
    };
  }

  /** A constant. */
  static PacketExpr constant(boolean value) {
    return value ? TRUE : FALSE;
  }

  /** The conjunction; true without operands. Linear in the number of operands. */
  static PacketExpr and(Collection<? extends PacketExpr> operands) {
    return combine(operands, true);
  }

  /** The conjunction. */
  static PacketExpr and(PacketExpr... operands) {
    return and(List.of(operands));
  }

  /** The disjunction; false without operands. Linear in the number of operands. */
  static PacketExpr or(Collection<? extends PacketExpr> operands) {
    return combine(operands, false);
  }

  /** The disjunction. */
  static PacketExpr or(PacketExpr... operands) {
    return or(List.of(operands));
  }

  /** The negation. */
  static PacketExpr not(PacketExpr operand) {
    if (operand instanceof Const constant) {
      return constant(!constant.value());
    }
    return operand instanceof Not negation ? negation.operand() : new Not(operand);
  }

  /** The field has a value from `low` to `high`, cut to the field's own range. */
  static PacketExpr inRange(Field field, int low, int high) {
    int from = Math.max(low, field.min());
    int to = Math.min(high, field.max());
    if (from > to) {
      return FALSE;
    }
    boolean whole = from == field.min() && to == field.max();
    return whole && (field == Field.FAMILY || field == Field.PROTOCOL) ? TRUE : new InRange(field, from, to);
  }

  /** The field has this value. */
  static PacketExpr is(Field field, int value) {
    return inRange(field, value, value);
  }

  /** The packet's protocol. */
  static PacketExpr is(Protocol protocol) {
    return is(Field.PROTOCOL, protocol.number());
  }

  /** The packet's family. */
  static PacketExpr is(IpFamily family) {
    return is(Field.FAMILY, family.version());
  }

  /** The end's known address lies in the block. */
  static PacketExpr inPrefix(Side side, Cidr block) {
    return new InPrefix(side, block);
  }

  /** The end is one of these endpoints. */
  static PacketExpr isEndpoint(Side side, EndpointSet members) {
    return members.isEmpty() ? FALSE : new IsEndpoint(side, members);
  }

  /** The end does not exist yet and has the label, with the value if one is given. */
  static PacketExpr hasLabel(Side side, String key, Optional<String> value) {
    return new HasLabel(side, key, value);
  }

  /** Both ends are the very same pod. */
  static PacketExpr loopback() {
    return new Loopback();
  }

  /** The field can be read and fits the pattern. */
  static PacketExpr matches(TextField field, TextPattern pattern) {
    return new Matches(field, pattern);
  }

  /** HTTP can be read. */
  static PacketExpr isHttp() {
    return matches(TextField.METHOD, TextPattern.present());
  }

  /** The assumption is true. */
  static PacketExpr holds(Assumption assumption) {
    return new Holds(assumption);
  }

  /**
   * The conjunction or the disjunction: the constant of its kind changes nothing, and the other one decides. Whatever makes
   * much of a large input comes by here again and again.
   */
  private static PacketExpr combine(Collection<? extends PacketExpr> operands, boolean conjunction) {
    Cancellation.check();
    List<PacketExpr> flat = new ArrayList<>();
    for (PacketExpr operand : operands) {
      if (operand instanceof Const constant) {
        if (constant.value() != conjunction) {
          return constant;
        }
      } else if (operands.size() == 1) {
        return operand;
      } else if (conjunction && operand instanceof And and) {
        flat.addAll(and.operands());
      } else if (!conjunction && operand instanceof Or or) {
        flat.addAll(or.operands());
      } else {
        flat.add(operand);
      }
    }
    List<PacketExpr> kept = Operands.distinct(flat);
    if (kept.size() < 2) {
      return kept.isEmpty() ? constant(conjunction) : kept.get(0);
    }
    return conjunction ? new And(kept) : new Or(kept);
  }
}
