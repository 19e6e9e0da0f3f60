package dev.canreach.lint.rules.service;

import dev.canreach.lint.Related;
import dev.canreach.lint.Rule;
import dev.canreach.lint.RuleContext;
import dev.canreach.lint.RuleMetadata;
import dev.canreach.resource.kubernetes.Pod;
import dev.canreach.resource.kubernetes.Service;
import dev.canreach.resource.kubernetes.ServiceType;
import dev.canreach.resource.kubernetes.Workload;
import dev.canreach.source.Severity;
import java.util.List;
import java.util.stream.Collectors;

/** SV201: a Service whose selector selects no pod of its namespace has no endpoints (K8S/S-03, K8S/S-18). */
public final class DanglingService implements Rule {
  private static final RuleMetadata METADATA = RuleMetadata.of("SV201", "dangling-service", Severity.WARNING)
      .summary("the Service selects no workload")
      .rationale("""
          A Service sends connections to the pods of its own namespace that carry every label of its selector.
          When there are none it has no endpoints, and every connection to it fails. Labels of a Deployment itself are
          no labels of its pods. A Service without selector is left alone: somebody else manages its endpoints. As the
          input may lack workloads, this is a note unless `--assume world=closed` says that it is all.""")
      .remedy("correct the selector or the namespace, or delete the Service")
      .bad("""
          apiVersion: v1
          kind: Pod
          metadata: {name: api, namespace: shop, labels: {app: api}}
          spec: {containers: [{name: api, image: registry.example/api:1}]}
          ---
          apiVersion: v1
          kind: Service
          metadata: {name: api, namespace: shop}
          spec:
            selector: {app: api-server}
            ports: [{port: 80}]
          """)
      .good("""
          apiVersion: v1
          kind: Pod
          metadata: {name: api, namespace: shop, labels: {app: api}}
          spec: {containers: [{name: api, image: registry.example/api:1}]}
          ---
          apiVersion: v1
          kind: Service
          metadata: {name: api, namespace: shop}
          spec:
            selector: {app: api}
            ports: [{port: 80}]
          """)
      .reads(Pod.class, Service.class, Workload.class)
      .build();

  @Override
  public RuleMetadata metadata() {
    return METADATA;
  }

  @Override
  public void check(RuleContext context) {
    for (Service service : context.inForce(Service.class)) {
      if (service.type() == ServiceType.EXTERNAL_NAME || service.selector().isEmpty()
          || !context.pods().selected(service.namespace(), service.selector()).isEmpty()) {
        continue;
      }
      String selector = service.selector()
          .entrySet()
          .stream()
          .map(label -> label.getKey() + "=" + label.getValue())
          .collect(Collectors.joining(","));
      context.report(context.severityOfAbsence(), service.id(), service.span(),
          "`%s` selects no workload: namespace `%s` has no pod with `%s`".formatted(service.id(), service.namespace(),
              selector),
          lookalikes(context, service));
    }
  }

  /** Whom the author may have had in mind. */
  private static List<Related> lookalikes(RuleContext context, Service service) {
    List<Related> labelled = context.pods()
        .in(service.namespace())
        .stream()
        .filter(group -> group.ownLabels().entrySet().containsAll(service.selector().entrySet()))
        .map(group -> new Related(group.object() + " itself has these labels, but not its pods", group.span()))
        .toList();
    return labelled.isEmpty()
        ? context.pods()
            .namespaces()
            .stream()
            .flatMap(namespace -> context.pods().selected(namespace, service.selector()).stream())
            .map(group -> new Related(group.object() + " is in another namespace", group.span()))
            .toList()
        : labelled;
  }
}
