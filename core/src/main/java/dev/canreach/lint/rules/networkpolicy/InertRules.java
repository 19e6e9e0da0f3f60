package dev.canreach.lint.rules.networkpolicy;

import dev.canreach.lint.Rule;
import dev.canreach.lint.RuleContext;
import dev.canreach.lint.RuleMetadata;
import dev.canreach.resource.kubernetes.NetworkPolicy;
import dev.canreach.source.Severity;

/** NP103: rules of a direction that the policy doesn't list are dead (K8S/N-02). */
public final class InertRules implements Rule {
  private static final RuleMetadata METADATA = RuleMetadata.of("NP103", "netpol-rules-without-type", Severity.ERROR)
      .summary("the policy has rules of a direction that its `policyTypes` leave out")
      .rationale("""
          A policy governs exactly the directions in `policyTypes`. Rules of another direction are stored and never
          looked at: they neither open nor isolate anything, whatever they seem to say.""")
      .remedy("add the direction to `policyTypes`, or delete the rules")
      .bad("""
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata: {name: db, namespace: shop}
          spec:
            podSelector: {matchLabels: {app: db}}
            policyTypes: [Ingress]
            ingress:
            - from: [{podSelector: {matchLabels: {app: api}}}]
            egress:
            - to: [{podSelector: {matchLabels: {app: backup}}}]
          """)
      .good("""
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata: {name: db, namespace: shop}
          spec:
            podSelector: {matchLabels: {app: db}}
            policyTypes: [Ingress, Egress]
            ingress:
            - from: [{podSelector: {matchLabels: {app: api}}}]
            egress:
            - to: [{podSelector: {matchLabels: {app: backup}}}]
          """)
      .reads(NetworkPolicy.class)
      .build();

  @Override
  public RuleMetadata metadata() {
    return METADATA;
  }

  @Override
  public void check(RuleContext context) {
    for (NetworkPolicy policy : context.all(NetworkPolicy.class)) {
      for (Direction direction : Direction.values()) {
        var rules = direction.written(policy);
        if (!rules.isEmpty() && !direction.isolated(policy)) {
          context.report(policy.id(), rules.getFirst().span(),
              "`policyTypes` of `%s` leave out `%s`, so its %s rules do nothing".formatted(policy.id(),
                  direction.type(), direction));
        }
      }
    }
  }
}
