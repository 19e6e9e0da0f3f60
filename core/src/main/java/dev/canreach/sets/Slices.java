package dev.canreach.sets;

import dev.canreach.model.Condition;
import dev.canreach.model.Plane;
import dev.canreach.model.PolicyRule;
import dev.canreach.model.Scope;
import dev.canreach.model.Tier;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Request;
import dev.canreach.packet.Side;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Planes whose rules look at requests, cut down to what can matter for packets to one endpoint, so that asking about many
 * requests does not read every policy again. Not thread-safe.
 */
public final class Slices {
  private final IdentityHashMap<Plane, Boolean> aboutRequests = new IdentityHashMap<>();
  private final IdentityHashMap<Plane, Map<Integer, Plane>> slices = new IdentityHashMap<>();

  /** Whether some rule of the plane looks at what requests say. */
  public boolean isAboutRequests(Plane plane) {
    return aboutRequests.computeIfAbsent(plane,
        key -> key.tiers().stream().flatMap(tier -> tier.rules().stream()).anyMatch(Slices::isAboutRequests));
  }

  /** Whether a rule looks at what requests say. */
  public static boolean isAboutRequests(PolicyRule rule) {
    return isAboutRequests(rule.subject())
        || rule.conditions().stream().anyMatch(condition -> isAboutRequests(condition.expr()));
  }

  /** Whether a predicate looks at what requests say. */
  public static boolean isAboutRequests(PacketExpr expr) {
    return PacketExpr.mentions(expr, PacketExpr.Matches.class::isInstance);
  }

  /** The plane without the rules and scopes that are of no packet to this endpoint. */
  public Plane of(Plane plane, int destination) {
    return slices.computeIfAbsent(plane, key -> new HashMap<>())
        .computeIfAbsent(destination, key -> new Plane(plane.name(), plane.subject(),
            plane.tiers().stream().map(tier -> slice(tier, destination)).toList(), plane.enforcer()));
  }

  private static Tier slice(Tier tier, int destination) {
    List<Scope> scopes = tier.scopes()
        .stream()
        .filter(scope -> mayHold(scope.subject(), destination))
        .map(scope -> new Scope(at(scope.subject(), destination), scope.origin()))
        .toList();
    List<PolicyRule> rules = tier.rules()
        .stream()
        .filter(rule -> mayHold(rule.subject(), destination)
            && rule.conditions().stream().allMatch(condition -> mayHold(condition.expr(), destination)))
        .map(rule -> slice(rule, destination))
        .toList();
    return new Tier(tier.name(), scopes, rules, tier.end());
  }

  private static PolicyRule slice(PolicyRule rule, int destination) {
    List<Condition> conditions = rule.conditions()
        .stream()
        .map(each -> new Condition(each.name(), at(each.expr(), destination), each.origin()))
        .toList();
    return new PolicyRule(at(rule.subject(), destination), conditions, rule.action(), rule.origin());
  }

  /** What a predicate says of packets to one endpoint, without naming it. */
  private static PacketExpr at(PacketExpr expr, int destination) {
    return switch (expr) {
      case PacketExpr.And and -> mayHold(and, destination)
          ? PacketExpr.and(and.operands().stream().map(operand -> at(operand, destination)).toList())
          : PacketExpr.FALSE;
      case PacketExpr.Or or -> PacketExpr.or(or.operands().stream().map(operand -> at(operand, destination)).toList());
      case PacketExpr.Not not -> PacketExpr.not(at(not.operand(), destination));
      case PacketExpr.IsEndpoint is ->
          is.side() == Side.DESTINATION ? PacketExpr.constant(is.members().contains(destination)) : is;
      case PacketExpr.Const same -> same;
      case PacketExpr.InRange same -> same;
      case PacketExpr.InPrefix same -> same;
      case PacketExpr.HasLabel same -> same;
      case PacketExpr.Loopback same -> same;
      case PacketExpr.Matches same -> same;
      case PacketExpr.Holds same -> same;
    };
  }

  /** What a predicate says of packets whose connection says this. */
  static PacketExpr said(PacketExpr expr, Request request) {
    return switch (expr) {
      case PacketExpr.And and -> PacketExpr.and(and.operands().stream().map(each -> said(each, request)).toList());
      case PacketExpr.Or or -> PacketExpr.or(or.operands().stream().map(each -> said(each, request)).toList());
      case PacketExpr.Not not -> PacketExpr.not(said(not.operand(), request));
      case PacketExpr.Matches text -> PacketExpr.constant(request.matches(text.field(), text.pattern()));
      case PacketExpr.Const same -> same;
      case PacketExpr.IsEndpoint same -> same;
      case PacketExpr.InRange same -> same;
      case PacketExpr.InPrefix same -> same;
      case PacketExpr.HasLabel same -> same;
      case PacketExpr.Loopback same -> same;
      case PacketExpr.Holds same -> same;
    };
  }

  /** Whether a predicate may be true of a packet to the endpoint, as far as the ends that it names tell. */
  public static boolean mayHold(PacketExpr expr, int destination) {
    return switch (expr) {
      case PacketExpr.Const constant -> constant.value();
      case PacketExpr.And and -> and.operands().stream().allMatch(operand -> mayHold(operand, destination));
      case PacketExpr.Or or -> or.operands().stream().anyMatch(operand -> mayHold(operand, destination));
      case PacketExpr.Not not -> !(not.operand() instanceof PacketExpr.IsEndpoint is && isAt(is, destination));
      case PacketExpr.IsEndpoint is -> is.side() == Side.SOURCE || isAt(is, destination);
      case PacketExpr.InRange range -> true;
      case PacketExpr.InPrefix prefix -> true;
      case PacketExpr.HasLabel label -> true;
      case PacketExpr.Loopback loopback -> true;
      case PacketExpr.Matches text -> true;
      case PacketExpr.Holds holds -> true;
    };
  }

  private static boolean isAt(PacketExpr.IsEndpoint is, int destination) {
    return is.side() == Side.DESTINATION && is.members().contains(destination);
  }
}
