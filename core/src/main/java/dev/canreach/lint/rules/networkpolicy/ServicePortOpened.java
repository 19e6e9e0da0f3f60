package dev.canreach.lint.rules.networkpolicy;

import dev.canreach.lint.Related;
import dev.canreach.lint.Rule;
import dev.canreach.lint.RuleContext;
import dev.canreach.lint.RuleMetadata;
import dev.canreach.resource.kubernetes.Namespace;
import dev.canreach.resource.kubernetes.NetworkPolicy;
import dev.canreach.resource.kubernetes.Pod;
import dev.canreach.resource.kubernetes.PolicyPort;
import dev.canreach.resource.kubernetes.Service;
import dev.canreach.resource.kubernetes.Workload;
import dev.canreach.source.Severity;
import java.util.List;

/** NP206: the rule opens the port of a Service, but packets carry the port of the pod when policies see them (K8S/S-20). */
public final class ServicePortOpened implements Rule {
  private static final RuleMetadata METADATA = RuleMetadata.of("NP206", "netpol-service-port-not-pod-port",
      Severity.WARNING)
      .summary("the rule opens the port of a Service, on which no pod listens")
      .rationale("""
          A Service rewrites the address and the port of a connection before any policy sees it. A rule with the
          Service's own port, or the Service's name for it, matches nothing when the pods behind it listen on another
          port: the rule looks right and is dead.""")
      .remedy("name the port of the pods: the `targetPort` of the Service")
      .bad("""
          apiVersion: v1
          kind: Pod
          metadata: {name: api, namespace: shop, labels: {app: api}}
          spec: {containers: [{name: api, image: registry.example/api:1, ports: [{containerPort: 8080}]}]}
          ---
          apiVersion: v1
          kind: Service
          metadata: {name: api, namespace: shop}
          spec:
            selector: {app: api}
            ports: [{port: 80, targetPort: 8080}]
          ---
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata: {name: api, namespace: shop}
          spec:
            podSelector: {matchLabels: {app: api}}
            policyTypes: [Ingress]
            ingress:
            - from: [{podSelector: {matchLabels: {app: web}}}]
              ports: [{port: 80}]
          """)
      .good("""
          apiVersion: v1
          kind: Pod
          metadata: {name: api, namespace: shop, labels: {app: api}}
          spec: {containers: [{name: api, image: registry.example/api:1, ports: [{containerPort: 8080}]}]}
          ---
          apiVersion: v1
          kind: Service
          metadata: {name: api, namespace: shop}
          spec:
            selector: {app: api}
            ports: [{port: 80, targetPort: 8080}]
          ---
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata: {name: api, namespace: shop}
          spec:
            podSelector: {matchLabels: {app: api}}
            policyTypes: [Ingress]
            ingress:
            - from: [{podSelector: {matchLabels: {app: web}}}]
              ports: [{port: 8080}]
          """)
      .reads(NetworkPolicy.class, Namespace.class, Pod.class, Service.class, Workload.class)
      .build();

  @Override
  public RuleMetadata metadata() {
    return METADATA;
  }

  @Override
  public void check(RuleContext context) {
    for (ServicePortMistake mistake : ServicePortMistake.in(context)) {
      String opened = switch (mistake.port()) {
        case PolicyPort.Named named -> named.name();
        case PolicyPort.Range range -> Integer.toString(range.first());
        case PolicyPort.Any any -> "";
        case PolicyPort.Invalid invalid -> "";
      };
      context.report(Severity.WARNING, mistake.policy().id(), mistake.port().span(),
          "the rule opens port `%s` of `%s`, but its pods listen on %d: policies see packets after the Service"
              .formatted(
                  opened, mistake.service().id(), mistake.listening()),
          List.of(new Related("%s maps %d to %d".formatted(mistake.service().id(), mistake.servicePort().port(),
              mistake.listening()), mistake.servicePort().span())));
    }
  }
}
