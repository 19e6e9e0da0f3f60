package dev.canreach.lower.proxy;

import dev.canreach.lower.Onward;
import dev.canreach.model.Path;
import dev.canreach.model.PolicyRule;
import dev.canreach.model.Route;
import dev.canreach.model.Scope;
import dev.canreach.model.Step;
import dev.canreach.model.Tier;
import dev.canreach.packet.PacketExpr;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/** What counts only where something holds. Guards that several rules or ways share stay shared. */
public final class Limit {
  private final PacketExpr holds;
  private final IdentityHashMap<PacketExpr, PacketExpr> known = new IdentityHashMap<>();

  /** @param holds what has to hold */
  public Limit(PacketExpr holds) {
    this.holds = holds;
  }

  /** What has to hold. */
  public PacketExpr holds() {
    return holds;
  }

  /** The tier, as far as this is how it is. */
  public Tier limit(Tier tier) {
    if (holds.equals(PacketExpr.TRUE)) {
      return tier;
    }
    return new Tier(tier.name(),
        tier.scopes().stream().map(scope -> new Scope(limit(scope.subject()), scope.origin())).toList(),
        tier.rules().stream().map(this::limit).toList(), tier.end());
  }

  /** The route, as far as this is how it is. */
  public Route limit(Route route) {
    return new Route(route.entry(), route.name(), route.alternatives().stream().map(this::limit).toList(),
        route.origin());
  }

  /** The way, as far as this is how it is. */
  public Route.Alternative limit(Route.Alternative way) {
    return new Route.Alternative(way.destination(), way.weight(), new Path(limit(way.path().steps())), way.backend(),
        way.response());
  }

  /** What a proxy does, as far as this is how it is. */
  public Onward limit(Onward way) {
    return new Onward(limit(way.steps()), way.destination(), way.weight(), way.backend(), way.response());
  }

  /** The rule, as far as this is how it is. */
  public PolicyRule limit(PolicyRule rule) {
    return new PolicyRule(limit(rule.subject()), rule.conditions(), rule.action(), rule.origin());
  }

  /** The first hop decides whether anything happens at all. */
  private List<Step> limit(List<Step> steps) {
    List<Step> limited = new ArrayList<>(steps);
    if (steps.get(0) instanceof Step.Hop hop) {
      limited.set(0, new Step.Hop(hop.name(), limit(hop.guard()), hop.assignments(), hop.origin()));
    }
    return limited;
  }

  /** The guard comes first: mostly it is false of one of the ends, while what has to hold may be long. */
  private PacketExpr limit(PacketExpr guard) {
    PacketExpr limited = known.get(guard);
    if (limited == null) {
      limited = PacketExpr.and(guard, holds);
      known.put(guard, limited);
    }
    return limited;
  }
}
