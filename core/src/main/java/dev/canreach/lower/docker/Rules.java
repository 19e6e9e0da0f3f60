package dev.canreach.lower.docker;

import dev.canreach.model.Action;
import dev.canreach.model.Condition;
import dev.canreach.model.Origin;
import dev.canreach.model.PolicyRule;
import dev.canreach.packet.Field;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Protocol;
import java.util.ArrayList;
import java.util.List;

/** Collects the rules of a tier; those that no packet can match are left out. */
final class Rules {
  private final List<PolicyRule> rules = new ArrayList<>();

  /** Packets that match go on to the next tier. */
  void pass(PacketExpr to, PacketExpr from, Origin origin) {
    add(to, from, Action.PASS, origin);
  }

  /** Packets that match end here. */
  void deny(PacketExpr to, PacketExpr from, Origin origin) {
    add(to, from, Action.DENY, origin);
  }

  /** Packets that match pass or end here. */
  void decide(boolean passes, PacketExpr to, PacketExpr from, Origin origin) {
    add(to, from, passes ? Action.PASS : Action.DENY, origin);
  }

  private void add(PacketExpr to, PacketExpr from, Action action, Origin origin) {
    if (PacketExpr.and(to, from).equals(PacketExpr.FALSE)) {
      return;
    }
    List<Condition> conditions = from.equals(PacketExpr.TRUE)
        ? List.of()
        : List.of(new Condition("peer", from, origin));
    rules.add(new PolicyRule(to, conditions, action, origin));
  }

  List<PolicyRule> list() {
    return rules;
  }

  /** Echo requests and other control messages. */
  static PacketExpr isIcmp() {
    return PacketExpr.or(PacketExpr.is(Protocol.ICMP), PacketExpr.is(Protocol.ICMPV6));
  }

  /** Packets to a port. */
  static PacketExpr isPort(Protocol protocol, int port) {
    return PacketExpr.and(PacketExpr.is(protocol), PacketExpr.is(Field.DESTINATION_PORT, port));
  }
}
