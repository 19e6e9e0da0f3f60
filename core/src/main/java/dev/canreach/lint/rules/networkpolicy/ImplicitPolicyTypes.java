package dev.canreach.lint.rules.networkpolicy;

import dev.canreach.lint.Rule;
import dev.canreach.lint.RuleContext;
import dev.canreach.lint.RuleMetadata;
import dev.canreach.resource.kubernetes.NetworkPolicy;
import dev.canreach.source.Severity;

/** NP102: a policy of egress rules alone isolates ingress too when it doesn't list its types (K8S/N-02). */
public final class ImplicitPolicyTypes implements Rule {
  private static final RuleMetadata METADATA = RuleMetadata.of("NP102", "netpol-policytypes-implicit", Severity.WARNING)
      .summary("an egress policy without `policyTypes` cuts off ingress as well")
      .rationale("""
          Without `policyTypes` every policy isolates its pods for ingress, and for egress too when it has egress
          rules. A policy that was written to limit egress then denies all ingress, silently.""")
      .remedy("write `policyTypes: [Egress]`, or `[Ingress, Egress]` when both are meant")
      .bad("""
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata: {name: api-egress, namespace: shop}
          spec:
            podSelector: {matchLabels: {app: api}}
            egress:
            - to: [{podSelector: {matchLabels: {app: db}}}]
          """)
      .good("""
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata: {name: api-egress, namespace: shop}
          spec:
            podSelector: {matchLabels: {app: api}}
            policyTypes: [Egress]
            egress:
            - to: [{podSelector: {matchLabels: {app: db}}}]
          """)
      .reads(NetworkPolicy.class)
      .build();

  @Override
  public RuleMetadata metadata() {
    return METADATA;
  }

  @Override
  public void check(RuleContext context) {
    var policies = context.policies();
    for (NetworkPolicy policy : policies) {
      if (isEgressOnly(policy) && policies.stream().noneMatch(other -> isolatesAnyway(other, policy))) {
        context.report(policy.id(), policy.egress().getFirst().span(),
            "`%s` has only egress rules, but without `policyTypes` it denies all ingress to its pods too".formatted(
                policy.id()));
      }
    }
  }

  /** Whether the other policy isolates the pods of this one for ingress, so that this one changes nothing by doing so as well. */
  private static boolean isolatesAnyway(NetworkPolicy other, NetworkPolicy policy) {
    return other.namespace().equals(policy.namespace()) && other.isolatesIngress() && !isEgressOnly(other)
        && Selectors.covers(other.podSelector(), policy.podSelector());
  }

  private static boolean isEgressOnly(NetworkPolicy policy) {
    return policy.policyTypes().isEmpty() && policy.ingress().isEmpty() && !policy.egress().isEmpty();
  }
}
