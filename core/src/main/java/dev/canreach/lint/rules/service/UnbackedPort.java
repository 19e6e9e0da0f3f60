package dev.canreach.lint.rules.service;

import dev.canreach.lint.PodGroup;
import dev.canreach.lint.Related;
import dev.canreach.lint.Rule;
import dev.canreach.lint.RuleContext;
import dev.canreach.lint.RuleMetadata;
import dev.canreach.resource.kubernetes.Pod;
import dev.canreach.resource.kubernetes.PortRef;
import dev.canreach.resource.kubernetes.Service;
import dev.canreach.resource.kubernetes.ServicePort;
import dev.canreach.resource.kubernetes.ServiceType;
import dev.canreach.resource.kubernetes.Workload;
import dev.canreach.source.Severity;
import java.util.List;

/** SV202: no selected pod has the port that the Service leads to (K8S/S-05, K8S/W-06). */
public final class UnbackedPort implements Rule {
  private static final RuleMetadata METADATA = RuleMetadata.of("SV202", "service-port-unbacked", Severity.WARNING)
      .summary("no pod of the Service has the port that it leads to")
      .rationale("""
          A `targetPort` that is a name is looked up in each pod, among ports of the same protocol. When no pod has a
          port of this name the Service has no endpoints for it and every connection fails. A number needs no
          declaration, so a number that the pods don't declare, though they declare others, is only noted.""")
      .remedy("correct the `targetPort`, its protocol, or the ports of the containers")
      .bad("""
          apiVersion: v1
          kind: Pod
          metadata: {name: api, namespace: shop, labels: {app: api}}
          spec: {containers: [{name: api, image: registry.example/api:1, ports: [{name: web, containerPort: 8080}]}]}
          ---
          apiVersion: v1
          kind: Service
          metadata: {name: api, namespace: shop}
          spec:
            selector: {app: api}
            ports: [{port: 80, targetPort: http}]
          """)
      .good("""
          apiVersion: v1
          kind: Pod
          metadata: {name: api, namespace: shop, labels: {app: api}}
          spec: {containers: [{name: api, image: registry.example/api:1, ports: [{name: web, containerPort: 8080}]}]}
          ---
          apiVersion: v1
          kind: Service
          metadata: {name: api, namespace: shop}
          spec:
            selector: {app: api}
            ports: [{port: 80, targetPort: web}]
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
      if (service.type() == ServiceType.EXTERNAL_NAME || service.selector().isEmpty()) {
        continue;
      }
      List<PodGroup> groups = context.pods().selected(service.namespace(), service.selector()).list();
      for (ServicePort port : groups.isEmpty() ? List.<ServicePort>of() : service.ports()) {
        switch (port.target()) {
          case PortRef.ByName name -> {
            if (groups.stream().noneMatch(group -> group.declares(port.protocol(), name.name()))) {
              context.report(Severity.WARNING, service.id(), port.span(),
                  "no pod of `%s` has a %s port called `%s`".formatted(service.id(), port.protocol(), name.name()),
                  places(groups));
            }
          }
          case PortRef.ByNumber number -> {
            // Clients of a headless Service choose the port themselves (K8S/S-07).
            if (!service.headless() && groups.stream().allMatch(group -> declaresOthers(group, port, number.port()))) {
              context.report(Severity.NOTE, service.id(), port.span(),
                  "`%s` leads to %s %d, which none of its pods declares".formatted(service.id(), port.protocol(),
                      number.port()),
                  places(groups));
            }
          }
        }
      }
    }
  }

  private static boolean declaresOthers(PodGroup group, ServicePort port, int number) {
    return group.ports().stream().anyMatch(own -> own.protocol().equals(port.protocol()))
        && !group.declares(port.protocol(), number);
  }

  private static List<Related> places(List<PodGroup> groups) {
    return groups.stream().map(group -> new Related(group.object(), group.span())).toList();
  }
}
