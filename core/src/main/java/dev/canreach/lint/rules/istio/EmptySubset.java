package dev.canreach.lint.rules.istio;

import dev.canreach.lint.Rule;
import dev.canreach.lint.RuleContext;
import dev.canreach.lint.RuleMetadata;
import dev.canreach.resource.istio.DestinationRule;
import dev.canreach.resource.kubernetes.Pod;
import dev.canreach.resource.kubernetes.Service;
import dev.canreach.resource.kubernetes.Workload;
import dev.canreach.resource.platform.Corefile;
import dev.canreach.source.Severity;
import java.util.List;

/** IS207: calls to a subset without pods fail with 503 (ISTIO/I-6.5). */
public final class EmptySubset implements Rule {
  private static final RuleMetadata METADATA = RuleMetadata
      .of("IS207", "dr-subset-selects-no-pods", Severity.ERROR)
      .summary("a subset of a destination rule selects no pod")
      .rationale("""
          A subset holds the pods of its Service that have all the labels of the subset. Where there is none, every call
          that a virtual service sends to the subset fails with status 503. As the input may lack workloads, this is a
          note unless `--assume world=closed` says that it is all.""")
      .remedy("correct the labels of the subset, or those of the pods")
      .bad("""
          apiVersion: v1
          kind: Service
          metadata: {name: cart, namespace: shop}
          spec: {selector: {app: cart}, ports: [{name: http, port: 80}]}
          ---
          apiVersion: v1
          kind: Pod
          metadata: {name: cart, namespace: shop, labels: {app: cart, version: v1}}
          spec: {containers: [{name: cart, image: registry.example/cart:1}]}
          ---
          apiVersion: networking.istio.io/v1
          kind: DestinationRule
          metadata: {name: cart, namespace: shop}
          spec: {host: cart, subsets: [{name: canary, labels: {version: v2}}]}
          """)
      .good("""
          apiVersion: v1
          kind: Service
          metadata: {name: cart, namespace: shop}
          spec: {selector: {app: cart}, ports: [{name: http, port: 80}]}
          ---
          apiVersion: v1
          kind: Pod
          metadata: {name: cart, namespace: shop, labels: {app: cart, version: v2}}
          spec: {containers: [{name: cart, image: registry.example/cart:2}]}
          ---
          apiVersion: networking.istio.io/v1
          kind: DestinationRule
          metadata: {name: cart, namespace: shop}
          spec: {host: cart, subsets: [{name: canary, labels: {version: v2}}]}
          """)
      .reads(Corefile.class, DestinationRule.class, Service.class, Pod.class, Workload.class)
      .build();

  @Override
  public RuleMetadata metadata() {
    return METADATA;
  }

  @Override
  public void check(RuleContext context) {
    List<DestinationRule> rules = context.inForce(DestinationRule.class);
    if (rules.isEmpty()) {
      return;
    }
    ServiceHosts hosts = ServiceHosts.of(context);
    for (DestinationRule rule : rules) {
      hosts.service(rule)
          .ifPresent(service -> rule.subsets()
              .stream()
              .filter(subset -> hosts.pods(service, subset).isEmpty())
              .forEach(subset -> context.report(context.severityOfAbsence(), rule.id(), subset.span(),
                  "subset `%s` selects no pod of `%s`".formatted(subset.name(), service.id()), List.of())));
    }
  }
}
