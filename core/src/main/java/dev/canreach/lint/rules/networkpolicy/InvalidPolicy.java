package dev.canreach.lint.rules.networkpolicy;

import dev.canreach.lint.Rule;
import dev.canreach.lint.RuleContext;
import dev.canreach.lint.RuleMetadata;
import dev.canreach.resource.Rejection;
import dev.canreach.resource.kubernetes.NetworkPolicy;
import dev.canreach.source.Severity;
import java.util.HashSet;

/** NP101: the API server refuses a peer or a port of the policy (K8S/N-12 to N-15, K8S/N-26). */
public final class InvalidPolicy implements Rule {
  private static final RuleMetadata METADATA = RuleMetadata.of("NP101", "netpol-invalid-peer-or-port", Severity.ERROR)
      .summary("the API server refuses a peer or a port of the policy")
      .rationale("""
          The API server refuses the whole policy when one peer or port of it is malformed: a peer that is empty or
          mixes `ipBlock` with selectors, an `endPort` that is less than `port` or stands beside a name, an `except`
          that is not inside its `cidr`. The pods then stay as open, or as closed, as they were before.""")
      .remedy(
          "write a peer as selectors or as one `ipBlock`, and a port as a name, a number, or a number and an `endPort`")
      .bad("""
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata: {name: db, namespace: shop}
          spec:
            podSelector: {matchLabels: {app: db}}
            policyTypes: [Ingress]
            ingress:
            - from:
              - podSelector: {matchLabels: {app: api}}
                ipBlock: {cidr: 10.0.0.0/8}
          """)
      .good("""
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata: {name: db, namespace: shop}
          spec:
            podSelector: {matchLabels: {app: db}}
            policyTypes: [Ingress]
            ingress:
            - from:
              - podSelector: {matchLabels: {app: api}}
              - ipBlock: {cidr: 10.0.0.0/8}
          """)
      .reads(NetworkPolicy.class)
      .build();

  @Override
  public RuleMetadata metadata() {
    return METADATA;
  }

  @Override
  public void check(RuleContext context) {
    // Two objects of one name share their rejections: each is reported once.
    var reported = new HashSet<Rejection>();
    for (NetworkPolicy policy : context.all(NetworkPolicy.class)) {
      for (Rejection rejection : context.rejections(policy)) {
        if (isPeerOrPort(rejection.field()) && reported.add(rejection)) {
          context.report(policy.id(), rejection.span(),
              "the API server refuses this policy: %s: %s".formatted(rejection.field(), rejection.message()));
        }
      }
    }
  }

  private static boolean isPeerOrPort(String field) {
    return (field.startsWith("spec.ingress[") || field.startsWith("spec.egress["))
        && (field.contains(".from") || field.contains(".to") || field.contains(".ports"));
  }
}
