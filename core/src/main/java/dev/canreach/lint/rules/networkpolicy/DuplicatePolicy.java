package dev.canreach.lint.rules.networkpolicy;

import dev.canreach.lint.Related;
import dev.canreach.lint.Rule;
import dev.canreach.lint.RuleContext;
import dev.canreach.lint.RuleMetadata;
import dev.canreach.packet.PacketExpr;
import dev.canreach.resource.kubernetes.NetworkPolicy;
import dev.canreach.resource.kubernetes.Pod;
import dev.canreach.resource.kubernetes.Workload;
import dev.canreach.source.Severity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** NP104: two policies of one name replace each other; one without a namespace lands where nothing is (K8S/W-04). */
public final class DuplicatePolicy implements Rule {
  private static final RuleMetadata METADATA = RuleMetadata.of("NP104", "netpol-duplicate-or-unnamespaced",
      Severity.WARNING)
      .summary("the policy replaces another one of its name, or lands in a namespace that has nothing to govern")
      .rationale("""
          An object is known by its kind, namespace and name: of two policies with the same name the one that is
          applied last replaces the other, silently. A policy without `metadata.namespace` lands in whatever
          namespace is current when it is applied, seldom in that of the pods it was written for.""")
      .remedy("give each policy its own name, and write `metadata.namespace` where the other objects have it")
      .bad("""
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata: {name: db, namespace: shop}
          spec:
            podSelector: {matchLabels: {app: db}}
            policyTypes: [Ingress]
          ---
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata: {name: db, namespace: shop}
          spec:
            podSelector: {matchLabels: {app: db}}
            policyTypes: [Ingress]
            ingress:
            - from: [{podSelector: {matchLabels: {app: api}}}]
          """)
      .good("""
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata: {name: db, namespace: shop}
          spec:
            podSelector: {matchLabels: {app: db}}
            policyTypes: [Ingress]
          ---
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata: {name: db-from-api, namespace: shop}
          spec:
            podSelector: {matchLabels: {app: db}}
            policyTypes: [Ingress]
            ingress:
            - from: [{podSelector: {matchLabels: {app: api}}}]
          """)
      .reads(NetworkPolicy.class, Pod.class,
          Workload.class)
      .build();

  @Override
  public RuleMetadata metadata() {
    return METADATA;
  }

  @Override
  public void check(RuleContext context) {
    Map<String, NetworkPolicy> first = new HashMap<>();
    for (NetworkPolicy policy : context.all(NetworkPolicy.class)) {
      NetworkPolicy earlier = first.putIfAbsent(policy.id(), policy);
      if (earlier != null && !meaning(earlier).equals(meaning(policy))) {
        context.report(policy.id(), policy.meta().span(),
            "`%s` is written twice and differs: the one that is applied last replaces the other".formatted(policy.id()),
            new Related("the other " + policy.id(), earlier.meta().span()));
      }
      if (!policy.meta().namespaceWritten() && !context.pods().namespaces().isEmpty()
          && context.pods().in(policy.namespace()).isEmpty()) {
        context.report(policy.id(), policy.meta().span(),
            "`%s` names no namespace and lands in `%s`, which has no workload here: workloads are in %s".formatted(
                policy.name(), policy.namespace(), Quoted.some(context.pods().namespaces())));
      }
    }
  }

  /** Equal for policies that do the same, however they are written and wherever they stand. */
  private static List<Object> meaning(NetworkPolicy policy) {
    var meaning = new ArrayList<Object>();
    for (Direction direction : Direction.values()) {
      var symbols = new SymbolicPolicies(direction, List.of(policy));
      List<PacketExpr> rules = direction.written(policy).stream().map(rule -> symbols.rule(policy, rule)).toList();
      meaning.addAll(List.of(direction.isolated(policy), symbols.subject(policy), rules,
          new AddressParts(List.of(policy)).ranges()));
    }
    return meaning;
  }
}
