package dev.canreach.lint.rules.calico;

import dev.canreach.lint.Related;
import dev.canreach.lint.Rule;
import dev.canreach.lint.RuleContext;
import dev.canreach.lint.RuleMetadata;
import dev.canreach.model.Network;
import dev.canreach.model.Plane;
import dev.canreach.model.PolicyRule;
import dev.canreach.model.Tier;
import dev.canreach.packet.PacketExpr;
import dev.canreach.resource.calico.CalicoPolicy;
import dev.canreach.source.Severity;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** CA303: earlier rules of the tier take every packet of the rule (CALICO/1.9). */
public final class ShadowedRule implements Rule {
  private static final RuleMetadata METADATA = RuleMetadata.of("CA303", "calico-rule-shadowed", Severity.ERROR)
      .summary("earlier rules of the tier take every packet that this rule matches")
      .rationale("""
          In a tier of Calico the first rule that matches decides: policies stand in ascending order, those without
          order last and by name, and each policy's rules stand as written. A rule whose packets are all taken
          before it is reached does nothing. Where the rules before it do something else, the configuration does
          not do what it says.""")
      .remedy("move the rule, give its policy a lower order, narrow the rules before it, or delete it")
      .bad("""
          apiVersion: v1
          kind: Pod
          metadata: {name: db, namespace: shop, labels: {app: db}}
          spec: {containers: [{name: db, image: registry.example/db:1}]}
          ---
          apiVersion: projectcalico.org/v3
          kind: NetworkPolicy
          metadata: {name: db, namespace: shop}
          spec:
            order: 10
            selector: app == 'db'
            types: [Ingress]
            ingress:
            - {action: Allow, protocol: TCP}
            - {action: Deny, protocol: TCP, destination: {ports: [5432]}}
          """)
      .good("""
          apiVersion: v1
          kind: Pod
          metadata: {name: db, namespace: shop, labels: {app: db}}
          spec: {containers: [{name: db, image: registry.example/db:1}]}
          ---
          apiVersion: projectcalico.org/v3
          kind: NetworkPolicy
          metadata: {name: db, namespace: shop}
          spec:
            order: 10
            selector: app == 'db'
            types: [Ingress]
            ingress:
            - {action: Deny, protocol: TCP, destination: {ports: [5432]}}
            - {action: Allow, protocol: TCP}
          """)
      .reads(CalicoPolicy.class, Network.class)
      .build();

  @Override
  public RuleMetadata metadata() {
    return METADATA;
  }

  @Override
  public void check(RuleContext context) {
    Set<String> policies = context.inForce(CalicoPolicy.class)
        .stream()
        .map(CalicoPolicy::id)
        .collect(Collectors.toSet());
    Traffic traffic = new Traffic(context);
    if (policies.isEmpty()) {
      return;
    }
    Set<Object> reported = new HashSet<>();
    for (Plane plane : traffic.planes()) {
      for (Tier tier : plane.tiers()) {
        for (int i = 1; i < tier.rules().size() && !traffic.exhausted(); i++) {
          PolicyRule rule = tier.rules().get(i);
          if (policies.contains(rule.origin().object()) && !reported.contains(rule.origin())) {
            shadowing(tier, i, traffic).ifPresent(earlier -> {
              reported.add(rule.origin());
              boolean differs = earlier.action() != rule.action();
              context.report(differs ? Severity.ERROR : Severity.WARNING, rule.origin().object(), rule.origin().span(),
                  "`%s` takes every packet of this rule%s".formatted(earlier.origin().describe(),
                      differs ? ", and does something else with it" : ""),
                  List.of(new Related("the rule that comes before", earlier.origin().span())));
            });
          }
        }
      }
    }
  }

  /** The last of the earlier rules that take packets of the rule, where they take them all. */
  private static Optional<PolicyRule> shadowing(Tier tier, int number, Traffic traffic) {
    PolicyRule rule = tier.rules().get(number);
    List<PolicyRule> earlier = tier.rules().subList(0, number);
    PacketExpr left = PacketExpr.and(rule.guard(),
        PacketExpr.not(PacketExpr.or(earlier.stream().map(PolicyRule::guard).toList())));
    if (!traffic.exists(rule.guard(), rule.origin(), false) || traffic.exists(left, rule.origin(), true)) {
      return Optional.empty();
    }
    // one that does something else is worth more than one that does the same
    Optional<PolicyRule> same = Optional.empty();
    for (PolicyRule each : earlier) {
      if (traffic.exists(PacketExpr.and(rule.guard(), each.guard()), rule.origin(), false)) {
        if (each.action() != rule.action()) {
          return Optional.of(each);
        }
        same = Optional.of(each);
      }
    }
    return same;
  }
}
