package dev.canreach.solver.smt;

import dev.canreach.budget.Cancellation;
import dev.canreach.packet.AddressRange;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.Cidr;
import dev.canreach.packet.Field;
import dev.canreach.packet.PacketExpr;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntSupplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Compiles predicates of a packet at some point of its path into gates over the packet as it was sent. */
final class ExprCompiler {
  private final Circuit circuit;
  private final PacketSpace space;
  private final ToIntFunction<Assumption> assumed;
  /** The gates of predicates of many parts at one point of the path, by identity: what guards share is compiled once. */
  private final IdentityHashMap<PacketExpr, Integer> known = new IdentityHashMap<>();
  private @Nullable SymbolicPacket point;

  /**
   * A compiler.
   *
   * @param assumed the gate that is true when the assumption holds
   */
  ExprCompiler(Circuit circuit, PacketSpace space, ToIntFunction<Assumption> assumed) {
    this.circuit = circuit;
    this.space = space;
    this.assumed = assumed;
  }

  /** The gate that is true when the predicate is true of the packet. */
  int compile(PacketExpr expr, SymbolicPacket packet) {
    return switch (expr) {
      case PacketExpr.Const constant -> Circuit.constant(constant.value());
      case PacketExpr.And and -> once(and, packet, () -> and(and.operands(), packet));
      case PacketExpr.Or or -> once(or, packet, () -> or(or.operands(), packet));
      case PacketExpr.Not not -> circuit.not(compile(not.operand(), packet));
      case PacketExpr.InRange range -> inRange(range, packet.destinationPort());
      case PacketExpr.InPrefix prefix -> inPrefix(prefix.block(), packet.end(prefix.side()));
      case PacketExpr.IsEndpoint is -> Circuit.constant(is.members().contains(packet.end(is.side()).endpoint()));
      case PacketExpr.HasLabel label -> packet.end(label.side()).asSent() && space.isFuture(label.side())
          ? space.hasLabel(label.side(), label.key(), label.value())
          : Circuit.FALSE;
      case PacketExpr.Loopback loopback -> Circuit.constant(packet.loopback());
      case PacketExpr.Matches text -> Circuit.constant(packet.request().matches(text.field(), text.pattern()));
      case PacketExpr.Holds holds ->
          once(holds, packet, () -> assumed.applyAsInt(holds.assumption()));
    };
  }

  @SuppressWarnings("ReferenceEquality") // another object for the same point costs time only
  private int once(PacketExpr expr, SymbolicPacket packet, IntSupplier gate) {
    if (packet != point) {
      known.clear();
      point = packet;
    }
    Integer before = known.get(expr);
    if (before != null) {
      return before;
    }
    int made = gate.getAsInt();
    known.put(expr, made);
    return made;
  }

  /** Stops at the first operand that is false: most guards fail at an end. */
  int and(List<PacketExpr> operands, SymbolicPacket packet) {
    Cancellation.check();
    List<Integer> parts = new ArrayList<>(operands.size());
    for (PacketExpr operand : operands) {
      int part = compile(operand, packet);
      if (part == Circuit.FALSE) {
        return Circuit.FALSE;
      }
      parts.add(part);
    }
    return circuit.and(parts);
  }

  private int or(List<PacketExpr> operands, SymbolicPacket packet) {
    Cancellation.check();
    List<Integer> parts = new ArrayList<>(operands.size());
    for (PacketExpr operand : operands) {
      int part = compile(operand, packet);
      if (part == Circuit.TRUE) {
        return Circuit.TRUE;
      }
      parts.add(part);
    }
    return circuit.or(parts);
  }

  private int inRange(PacketExpr.InRange range, OptionalInt port) {
    if (range.field() == Field.DESTINATION_PORT && port.isPresent()) {
      boolean inside = range.low() <= port.getAsInt() && port.getAsInt() <= range.high();
      return inside ? space.hasPorts() : Circuit.FALSE;
    }
    return space.within(range.field(), range.low(), range.high());
  }

  private int inPrefix(Cidr block, SymbolicEnd end) {
    Place place = end.places().get(block.family());
    if (place == null) {
      return Circuit.FALSE;
    }
    return switch (place) {
      case Place.Unknown unknown -> Circuit.FALSE;
      case Place.Fixed fixed -> block.contains(fixed.address()) ? space.isFamily(block.family()) : Circuit.FALSE;
      case Place.Listed listed -> inBlock(listed.variable(), block);
      case Place.Unowned unowned -> inBlock(unowned.variable(), block);
    };
  }

  private int inBlock(Variable variable, Cidr block) {
    AddressRange range = block.range();
    return circuit.and(space.isFamily(block.family()),
        circuit.within(variable, AddressNumbers.number(range.first()), AddressNumbers.number(range.last())));
  }
}
