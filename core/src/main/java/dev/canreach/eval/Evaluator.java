package dev.canreach.eval;

import dev.canreach.model.Action;
import dev.canreach.model.Assignment;
import dev.canreach.model.Condition;
import dev.canreach.model.Network;
import dev.canreach.model.Path;
import dev.canreach.model.Plane;
import dev.canreach.model.PolicyRule;
import dev.canreach.model.Scope;
import dev.canreach.model.Step;
import dev.canreach.model.Tier;
import dev.canreach.packet.Address;
import dev.canreach.packet.End;
import dev.canreach.packet.Packet;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Valuation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The meaning of a network: what happens to one concrete packet. It is written to be read beside the definitions of
 * {@link Path}, {@link Plane} and {@link Tier}, and is the judge of the other interpreters; it caches nothing.
 */
public final class Evaluator {
  private final Network network;
  private final Valuation valuation;

  /** An evaluator of the network under a valuation of its assumptions. */
  public Evaluator(Network network, Valuation valuation) {
    this.network = network;
    this.valuation = valuation;
  }

  /** Walks the packet along the path until a hop refuses it, a stage denies it, or it arrives. */
  public Decision decide(Path path, Packet packet) {
    List<Trace> traces = new ArrayList<>();
    Packet current = packet;
    for (Step step : path.steps()) {
      switch (step) {
        case Step.Stage stage -> {
          Trace.Judged judged = judge(stage.plane(), current);
          traces.add(judged);
          if (judged.action() == Action.DENY) {
            return new Decision(false, traces, current);
          }
        }
        case Step.Hop hop -> {
          Optional<Packet> next = matches(hop.guard(), current) ? assign(hop.assignments(), current) : Optional.empty();
          traces.add(new Trace.Forwarded(hop, current, next));
          if (next.isEmpty()) {
            return new Decision(false, traces, current);
          }
          current = next.get();
        }
      }
    }
    return new Decision(true, traces, current);
  }

  /** What a plane does with the packet: ALLOW or DENY, and why. */
  public Trace.Judged judge(Plane plane, Packet packet) {
    List<Scope> scopes = new ArrayList<>();
    for (Tier tier : plane.tiers()) {
      Optional<PolicyRule> first = tier.rules().stream().filter(rule -> matches(rule, packet)).findFirst();
      List<Scope> covering = tier.scopes().stream().filter(scope -> matches(scope.subject(), packet)).toList();
      scopes.addAll(covering);
      Action action = first.map(PolicyRule::action).orElse(covering.isEmpty() ? Action.PASS : tier.end());
      if (action != Action.PASS) {
        return new Trace.Judged(plane, action, Optional.of(tier), first, scopes);
      }
    }
    return new Trace.Judged(plane, Action.ALLOW, Optional.empty(), Optional.empty(), scopes);
  }

  /** Whether a predicate is true of the packet. */
  public boolean matches(PacketExpr expr, Packet packet) {
    return switch (expr) {
      case PacketExpr.Const constant -> constant.value();
      case PacketExpr.And and -> all(and.operands(), packet);
      case PacketExpr.Or or -> any(or.operands(), packet);
      case PacketExpr.Not not -> !matches(not.operand(), packet);
      case PacketExpr.InRange range -> range.field().existsIn(packet.protocol())
          && range.low() <= packet.field(range.field()) && packet.field(range.field()) <= range.high();
      case PacketExpr.InPrefix prefix ->
          packet.end(prefix.side()).address().filter(prefix.block()::contains).isPresent();
      case PacketExpr.IsEndpoint is -> is.members().contains(packet.end(is.side()).endpoint());
      case PacketExpr.HasLabel label -> {
        String value = packet.end(label.side()).labels().get(label.key());
        yield value != null && label.value().map(value::equals).orElse(true);
      }
      case PacketExpr.Loopback loopback -> packet.loopback();
      case PacketExpr.Matches text -> packet.request().matches(text.field(), text.pattern());
      case PacketExpr.Holds holds -> valuation.holds(holds.assumption());
    };
  }

  /** Whether the subject and every condition are true of the packet. */
  private boolean matches(PolicyRule rule, Packet packet) {
    if (!matches(rule.subject(), packet)) {
      return false;
    }
    for (Condition condition : rule.conditions()) {
      if (!matches(condition.expr(), packet)) {
        return false;
      }
    }
    return true;
  }

  private boolean all(List<PacketExpr> operands, Packet packet) {
    for (PacketExpr operand : operands) {
      if (!matches(operand, packet)) {
        return false;
      }
    }
    return true;
  }

  private boolean any(List<PacketExpr> operands, Packet packet) {
    for (PacketExpr operand : operands) {
      if (matches(operand, packet)) {
        return true;
      }
    }
    return false;
  }

  /** The packet after the changes, or empty when it has no such field or family. */
  private Optional<Packet> assign(List<Assignment> assignments, Packet packet) {
    Packet current = packet;
    for (Assignment assignment : assignments) {
      switch (assignment) {
        case Assignment.ToPort toPort -> {
          if (!packet.protocol().hasPorts()) {
            return Optional.empty();
          }
          current = current.withDestinationPort(toPort.port());
        }
        case Assignment.ToEnd toEnd -> {
          Optional<End> end = end(toEnd, packet);
          if (end.isEmpty()) {
            return Optional.empty();
          }
          current = current.withEnd(toEnd.side(), end.get());
        }
        case Assignment.Rewrite rewrite ->
            current = current.withRequest(current.request().after(rewrite.change()));
      }
    }
    return Optional.of(current);
  }

  private Optional<End> end(Assignment.ToEnd toEnd, Packet packet) {
    if (toEnd.address().isPresent()) {
      Address address = toEnd.address().get();
      return address.family() == packet.family() ? Optional.of(End.at(toEnd.endpoint(), address)) : Optional.empty();
    }
    var endpoint = network.endpoint(toEnd.endpoint());
    return endpoint.speaks(packet.family())
        ? Optional.of(new End(toEnd.endpoint(), endpoint.address(packet.family()), new TreeMap<>()))
        : Optional.empty();
  }
}
