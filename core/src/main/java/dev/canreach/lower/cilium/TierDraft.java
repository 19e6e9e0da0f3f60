package dev.canreach.lower.cilium;

import dev.canreach.model.Action;
import dev.canreach.model.PolicyRule;
import dev.canreach.model.Scope;
import dev.canreach.model.Tier;
import dev.canreach.packet.PacketExpr;
import java.util.ArrayList;
import java.util.List;

/** The one tier of a direction: every DENY before every ALLOW, and DENY at its end (CILIUM/2.7). */
final class TierDraft {
  static final String NAME = "Cilium policies";

  private final List<Scope> scopes = new ArrayList<>();
  private final List<PolicyRule> denies = new ArrayList<>();
  private final List<PolicyRule> allows = new ArrayList<>();
  private final List<PacketExpr> governed = new ArrayList<>();
  private final ProxyConflicts conflicts = new ProxyConflicts();

  /** Somebody is governed by a rule, whether or not it denies by default. */
  void govern(PacketExpr subject) {
    governed.add(subject);
  }

  void scope(Scope scope) {
    scopes.add(scope);
  }

  void rule(PolicyRule rule) {
    (rule.action() == Action.DENY ? denies : allows).add(rule);
  }

  /** What proxies are to do about ports. */
  ProxyConflicts conflicts() {
    return conflicts;
  }

  /** Whoever some rule governs. */
  PacketExpr governed() {
    return PacketExpr.or(governed);
  }

  Tier tier() {
    List<PolicyRule> rules = new ArrayList<>(denies);
    rules.addAll(conflicts.rules());
    rules.addAll(allows);
    return new Tier(NAME, scopes, rules, Action.DENY);
  }
}
