package dev.canreach.lint.rules.calico;

import dev.canreach.lint.Related;
import dev.canreach.lint.Rule;
import dev.canreach.lint.RuleContext;
import dev.canreach.lint.RuleMetadata;
import dev.canreach.model.Action;
import dev.canreach.model.Network;
import dev.canreach.model.Plane;
import dev.canreach.model.PolicyRule;
import dev.canreach.model.Tier;
import dev.canreach.packet.PacketExpr;
import dev.canreach.resource.calico.CalicoPolicy;
import dev.canreach.source.Severity;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** CA302: a policy without order is evaluated last, so that its Deny comes after an Allow of the same traffic (CALICO/1.4). */
public final class OrderUnset implements Rule {
  private static final RuleMetadata METADATA = RuleMetadata
      .of("CA302", "calico-order-unset-evaluated-last", Severity.WARNING)
      .summary("the policy has no `order`, so its Deny comes after a rule that allows the same traffic")
      .rationale("""
          Calico evaluates the policies of a tier in ascending order, and those without order after all others,
          NetworkPolicies of Kubernetes (order 1000) included. A Deny in such a policy never sees what an earlier
          policy allows. A Deny of everything at the end is left alone: that is what the end is for.""")
      .remedy("give the policy an `order` below that of the policies that it should beat")
      .bad("""
          apiVersion: v1
          kind: Pod
          metadata: {name: db, namespace: shop, labels: {app: db}}
          spec: {containers: [{name: db, image: registry.example/db:1}]}
          ---
          apiVersion: projectcalico.org/v3
          kind: NetworkPolicy
          metadata: {name: open, namespace: shop}
          spec: {order: 100, selector: all(), types: [Ingress], ingress: [{action: Allow}]}
          ---
          apiVersion: projectcalico.org/v3
          kind: NetworkPolicy
          metadata: {name: no-telnet, namespace: shop}
          spec:
            selector: all()
            types: [Ingress]
            ingress: [{action: Deny, protocol: TCP, destination: {ports: [23]}}]
          """)
      .good("""
          apiVersion: v1
          kind: Pod
          metadata: {name: db, namespace: shop, labels: {app: db}}
          spec: {containers: [{name: db, image: registry.example/db:1}]}
          ---
          apiVersion: projectcalico.org/v3
          kind: NetworkPolicy
          metadata: {name: open, namespace: shop}
          spec: {order: 100, selector: all(), types: [Ingress], ingress: [{action: Allow}]}
          ---
          apiVersion: projectcalico.org/v3
          kind: NetworkPolicy
          metadata: {name: no-telnet, namespace: shop}
          spec:
            order: 10
            selector: all()
            types: [Ingress]
            ingress: [{action: Deny, protocol: TCP, destination: {ports: [23]}}]
          """)
      .reads(CalicoPolicy.class, Network.class)
      .build();

  @Override
  public RuleMetadata metadata() {
    return METADATA;
  }

  @Override
  public void check(RuleContext context) {
    Map<String, CalicoPolicy> policies = context.inForce(CalicoPolicy.class)
        .stream()
        .collect(Collectors.toMap(CalicoPolicy::id, Function.identity()));
    Traffic traffic = new Traffic(context);
    if (policies.isEmpty()) {
      return;
    }
    Set<String> reported = new HashSet<>();
    for (Plane plane : traffic.planes()) {
      for (Tier tier : plane.tiers()) {
        for (int i = 1; i < tier.rules().size(); i++) {
          PolicyRule rule = tier.rules().get(i);
          CalicoPolicy policy = policies.get(rule.origin().object());
          boolean denies = rule.action() == Action.DENY && !rule.conditions().isEmpty();
          if (policy != null && policy.order().isEmpty() && denies && !reported.contains(policy.id())) {
            check(context, policy, rule, tier.rules().subList(0, i), policies, traffic, reported);
          }
        }
      }
    }
  }

  private static void check(RuleContext context, CalicoPolicy policy, PolicyRule rule, List<PolicyRule> earlier,
      Map<String, CalicoPolicy> policies, Traffic traffic, Set<String> reported) {
    for (PolicyRule each : earlier) {
      CalicoPolicy other = policies.get(each.origin().object());
      boolean ordered = other == null || other.order().isPresent();
      if (each.action() == Action.ALLOW && ordered
          && traffic.exists(PacketExpr.and(rule.guard(), each.guard()), rule.origin(), false)) {
        reported.add(policy.id());
        context.report(policy.id(), rule.origin().span(),
            "`%s` has no `order`, so this Deny comes after `%s`, which allows some of the same traffic"
                .formatted(policy.id(), each.origin().describe()),
            new Related("the rule that comes before", each.origin().span()));
        return;
      }
    }
  }
}
