package dev.canreach.lower;

import dev.canreach.model.Condition;
import dev.canreach.model.PolicyRule;
import dev.canreach.model.Scope;
import dev.canreach.model.Tier;
import dev.canreach.packet.Field;
import dev.canreach.packet.PacketExpr;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * What the kernel sees of connections whose two proxies talk on a port of their own: policies that ask for the port of the
 * destination mean that one. Terms that many rules share are rewritten once, and stay shared.
 */
final class WirePorts {
  static final WirePorts NONE = new WirePorts(PacketExpr.FALSE, 0);

  private final PacketExpr connections;
  private final int port;
  private final IdentityHashMap<PacketExpr, PacketExpr> seen = new IdentityHashMap<>();

  /**
   * Ports on the wire.
   *
   * @param connections those that two proxies carry
   * @param port the port that their packets go to
   */
  WirePorts(PacketExpr connections, int port) {
    this.connections = connections;
    this.port = port;
  }

  /** The tier as the kernel applies it. */
  Tier seen(Tier tier) {
    if (connections.equals(PacketExpr.FALSE)) {
      return tier;
    }
    return new Tier(tier.name(),
        tier.scopes().stream().map(scope -> new Scope(seen(scope.subject()), scope.origin())).toList(),
        tier.rules().stream().map(this::seen).toList(), tier.end());
  }

  private PolicyRule seen(PolicyRule rule) {
    return new PolicyRule(seen(rule.subject()), rule.conditions()
        .stream()
        .map(condition -> new Condition(condition.name(), seen(condition.expr()), condition.origin()))
        .toList(), rule.action(), rule.origin());
  }

  private PacketExpr seen(PacketExpr expr) {
    PacketExpr known = seen.get(expr);
    if (known == null) {
      known = rewritten(expr);
      seen.put(expr, known);
    }
    return known;
  }

  private PacketExpr rewritten(PacketExpr expr) {
    return switch (expr) {
      case PacketExpr.And and -> {
        List<PacketExpr> operands = and.operands().stream().map(this::seen).toList();
        yield operands.equals(and.operands()) ? expr : PacketExpr.and(operands);
      }
      case PacketExpr.Or or -> {
        List<PacketExpr> operands = or.operands().stream().map(this::seen).toList();
        yield operands.equals(or.operands()) ? expr : PacketExpr.or(operands);
      }
      case PacketExpr.Not not -> PacketExpr.not(seen(not.operand()));
      case PacketExpr.InRange range -> range.field() != Field.DESTINATION_PORT
          ? range
          : range.low() <= port && port <= range.high()
              ? PacketExpr.or(range, connections)
              : PacketExpr.and(range, PacketExpr.not(connections));
      case PacketExpr.Const constant -> constant;
      case PacketExpr.InPrefix prefix -> prefix;
      case PacketExpr.IsEndpoint is -> is;
      case PacketExpr.HasLabel label -> label;
      case PacketExpr.Loopback loopback -> loopback;
      case PacketExpr.Matches text -> text;
      case PacketExpr.Holds holds -> holds;
    };
  }
}
