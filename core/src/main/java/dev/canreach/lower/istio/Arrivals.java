package dev.canreach.lower.istio;

import dev.canreach.lower.Lowerings;
import dev.canreach.model.Action;
import dev.canreach.model.Assignment;
import dev.canreach.model.Condition;
import dev.canreach.model.Origin;
import dev.canreach.model.PolicyRule;
import dev.canreach.packet.EndpointSet;
import dev.canreach.packet.Field;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Side;
import dev.canreach.packet.TextChange;
import dev.canreach.packet.TextField;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which connections arrive with the identity of their client (ISTIO/I-6.3), when a client calls a host and says nothing
 * about the bytes. A way that looks at the address that was called is left out.
 */
final class Arrivals {
  private record Sent(PacketExpr guard, int port) {}

  private final Map<Sent, BitSet> receivers = new LinkedHashMap<>();

  /** Adds the ways of calls to a port. */
  void add(int port, List<Way> ways) {
    for (Way way : ways) {
      switch (way.outcome()) {
        case Way.Outcome.To to -> {
          if (isMutual(way) && to.target().port().isPresent()) {
            sent(way.guard(), port).filter(guard -> !guard.equals(PacketExpr.FALSE))
                .ifPresent(guard -> receivers
                    .computeIfAbsent(new Sent(guard, to.target().port().getAsInt()), key -> new BitSet())
                    .set(to.target().endpoint()));
          }
        }
        case Way.Outcome.Original original -> add(port, original.own());
        case Way.Outcome.Stay stay -> {
          // nothing is known about the other side
        }
        case Way.Outcome.Answer answer -> {
          // nothing is sent on
        }
        case Way.Outcome.Open open -> {
          // nobody knows where it is sent
        }
      }
    }
  }

  private static boolean isMutual(Way way) {
    return way.changes()
        .stream()
        .anyMatch(change -> change instanceof Assignment.Rewrite rewrite
            && rewrite.change() instanceof TextChange.Set set && set.field().equals(TextField.PRINCIPAL));
  }

  /** What a guard says about packets to a port before they are sent on; empty where it looks at the address that was called. */
  private static Optional<PacketExpr> sent(PacketExpr guard, int port) {
    return switch (guard) {
      case PacketExpr.And and -> all(and.operands(), port).map(PacketExpr::and);
      case PacketExpr.Or or -> all(or.operands(), port).map(PacketExpr::or);
      case PacketExpr.Not not -> sent(not.operand(), port).map(PacketExpr::not);
      case PacketExpr.InRange range -> Optional.of(range.field().equals(Field.DESTINATION_PORT)
          ? PacketExpr.constant(range.low() <= port && port <= range.high())
          : range);
      case PacketExpr.InPrefix prefix -> Optional.of(guard).filter(each -> prefix.side() == Side.SOURCE);
      case PacketExpr.IsEndpoint is -> Optional.of(guard).filter(each -> is.side() == Side.SOURCE);
      case PacketExpr.HasLabel label -> Optional.of(guard).filter(each -> label.side() == Side.SOURCE);
      case PacketExpr.Loopback loopback -> Optional.empty();
      case PacketExpr.Matches text -> Optional.of(PacketExpr.FALSE);
      case PacketExpr.Const constant -> Optional.of(guard);
      case PacketExpr.Holds holds -> Optional.of(guard);
    };
  }

  private static Optional<List<PacketExpr>> all(List<PacketExpr> operands, int port) {
    List<PacketExpr> results = new ArrayList<>();
    for (PacketExpr operand : operands) {
      Optional<PacketExpr> result = sent(operand, port);
      if (result.isEmpty()) {
        return Optional.empty();
      }
      results.add(result.get());
    }
    return Optional.of(results);
  }

  /** The arrivals, as rules about those who receive them. */
  List<PolicyRule> rules() {
    Origin origin = new Origin("mesh", "", "", Lowerings.builtIn());
    List<PolicyRule> rules = new ArrayList<>();
    receivers.forEach((sent, members) -> rules.add(new PolicyRule(
        PacketExpr.and(PacketExpr.isEndpoint(Side.DESTINATION, EndpointSet.of(members)),
            PacketExpr.is(Field.DESTINATION_PORT, sent.port())),
        List.of(new Condition("clients", sent.guard(), origin)), Action.ALLOW, origin)));
    return rules;
  }
}
