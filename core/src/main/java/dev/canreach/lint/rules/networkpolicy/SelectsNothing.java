package dev.canreach.lint.rules.networkpolicy;

import dev.canreach.lint.Related;
import dev.canreach.lint.Rule;
import dev.canreach.lint.RuleContext;
import dev.canreach.lint.RuleMetadata;
import dev.canreach.resource.kubernetes.NetworkPolicy;
import dev.canreach.resource.kubernetes.Pod;
import dev.canreach.resource.kubernetes.Workload;
import dev.canreach.source.Severity;
import java.util.List;

/** NP201: a policy whose selector selects no pod has no effect, and is usually a typo (K8S/N-01, K8S/W-02). */
public final class SelectsNothing implements Rule {
  private static final RuleMetadata METADATA = RuleMetadata.of("NP201", "policy-selects-nothing", Severity.WARNING)
      .summary("the policy selects no workload")
      .rationale("""
          Kubernetes accepts a policy whose `podSelector` selects no pod of its namespace. The policy then protects
          nothing, while everybody who reads it believes that it does. Labels of a Deployment itself are no labels of
          its pods, and pods of other namespaces never count. An empty selector is left alone: it waits for pods to
          come. As the input may lack workloads, this is a note unless `--assume world=closed` says that it is all.""")
      .remedy("correct the labels or the namespace, or delete the policy")
      .bad("""
          apiVersion: apps/v1
          kind: Deployment
          metadata: {name: db, namespace: shop, labels: {tier: data}}
          spec:
            selector: {matchLabels: {app: db}}
            template:
              metadata: {labels: {app: db}}
              spec: {containers: [{name: db, image: registry.example/db:1}]}
          ---
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata: {name: db, namespace: shop}
          spec:
            podSelector: {matchLabels: {tier: data}}
            policyTypes: [Ingress]
          """)
      .good("""
          apiVersion: apps/v1
          kind: Deployment
          metadata: {name: db, namespace: shop, labels: {tier: data}}
          spec:
            selector: {matchLabels: {app: db}}
            template:
              metadata: {labels: {app: db}}
              spec: {containers: [{name: db, image: registry.example/db:1}]}
          ---
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata: {name: db, namespace: shop}
          spec:
            podSelector: {matchLabels: {app: db}}
            policyTypes: [Ingress]
          """)
      .reads(NetworkPolicy.class, Pod.class, Workload.class)
      .build();

  @Override
  public RuleMetadata metadata() {
    return METADATA;
  }

  @Override
  public void check(RuleContext context) {
    for (NetworkPolicy policy : context.policies()) {
      boolean waits = policy.podSelector().requirements().isEmpty();
      if (waits || !context.pods().selected(policy.namespace(), policy.podSelector()).isEmpty()) {
        continue;
      }
      context.report(context.severityOfAbsence(), policy.id(), policy.podSelector().span(),
          "`%s` selects no workload of namespace `%s`".formatted(policy.id(), policy.namespace()),
          lookalikes(context, policy));
    }
  }

  /** Whom the author may have had in mind. */
  private static List<Related> lookalikes(RuleContext context, NetworkPolicy policy) {
    List<Related> labelled = context.pods()
        .in(policy.namespace())
        .stream()
        .filter(group -> policy.podSelector().matches(group.ownLabels()))
        .map(group -> new Related(group.object() + " itself has these labels, but not its pods", group.span()))
        .toList();
    return labelled.isEmpty()
        ? context.pods()
            .namespaces()
            .stream()
            .flatMap(namespace -> context.pods().selected(namespace, policy.podSelector()).stream())
            .map(group -> new Related(group.object() + " is in another namespace", group.span()))
            .toList()
        : labelled;
  }
}
