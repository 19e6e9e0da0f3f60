package dev.canreach.lint.rules.gateway;

import dev.canreach.lint.Related;
import dev.canreach.lint.Rule;
import dev.canreach.lint.RuleContext;
import dev.canreach.lint.RuleMetadata;
import dev.canreach.resource.Resource;
import dev.canreach.resource.gateway.BackendRef;
import dev.canreach.resource.gateway.Gateway;
import dev.canreach.resource.gateway.GatewayClass;
import dev.canreach.resource.gateway.GatewayRoute;
import dev.canreach.resource.gateway.ListenerSet;
import dev.canreach.resource.gateway.ObjectRef;
import dev.canreach.resource.gateway.ParentRef;
import dev.canreach.resource.kubernetes.Service;
import dev.canreach.source.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** GA201: a route or Gateway refers to something that does not exist (K8S/G-02, G-07, G-13). */
public final class DanglingReference implements Rule {
  private static final String GROUP = "gateway.networking.k8s.io";
  private static final String MANIFEST = """
      apiVersion: gateway.networking.k8s.io/v1
      kind: GatewayClass
      metadata: {name: edge}
      spec: {controllerName: example.com/gateway}
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: {name: edge, namespace: shop}
      spec: {gatewayClassName: edge, listeners: [{name: http, port: 80, protocol: HTTP}]}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: web, namespace: shop}
      spec: {selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: {name: web, namespace: shop}
      spec:
        parentRefs: [{name: edge}]
        rules: [{backendRefs: [{name: web, port: %s}]}]
      """;
  private static final RuleMetadata METADATA = RuleMetadata.of("GA201", "route-reference-not-found", Severity.ERROR)
      .summary("a route or Gateway refers to something that does not exist")
      .rationale(
          """
              A route needs a parent that takes it and backends that answer: a Service and a port of that Service, not the
              port of its pods. A Gateway needs a class. A route whose parent does not exist is served by nobody, and requests
              for a backend that does not exist end with status 500. As the input may lack objects, a missing one is a note
              unless `--assume world=closed` says that it is all; a missing port of a Service that the input has is an
              error.""")
      .remedy("correct the name, namespace or port, or add the object")
      .bad(MANIFEST.formatted("8080"))
      .good(MANIFEST.formatted("80"))
      .reads(Gateway.class, GatewayClass.class, GatewayRoute.class, ListenerSet.class, Service.class)
      .build();

  @Override
  public RuleMetadata metadata() {
    return METADATA;
  }

  @Override
  public void check(RuleContext context) {
    List<Resource> parents = new ArrayList<>(context.inForce(Gateway.class));
    parents.addAll(context.inForce(ListenerSet.class));
    List<Service> services = context.inForce(Service.class);
    List<GatewayClass> classes = context.inForce(GatewayClass.class);
    for (Gateway gateway : context.inForce(Gateway.class)) {
      if (classes.stream().noneMatch(each -> each.name().equals(gateway.className()))) {
        context.report(context.severityOfAbsence(), gateway.id(), gateway.span(),
            "`%s` is of class `%s`, which does not exist".formatted(gateway.id(), gateway.className()), List.of());
      }
    }
    for (GatewayRoute route : context.inForce(GatewayRoute.class)) {
      route.parents().forEach(parent -> parent(context, route, parent, parents, services));
      route.rules()
          .forEach(rule -> rule.backends().forEach(backend -> backend(context, route, backend, services)));
    }
  }

  private static void parent(RuleContext context, GatewayRoute route, ParentRef reference, List<Resource> parents,
      List<Service> services) {
    ObjectRef parent = reference.parent();
    boolean known = parent.isA(GROUP, "Gateway") || parent.isA(GROUP, "ListenerSet") || parent.isService();
    List<? extends Resource> candidates = parent.isService() ? services : parents;
    if (known && candidates.stream().noneMatch(each -> each.kind().equals(parent.kind()) && isNamed(each, parent))) {
      context.report(context.severityOfAbsence(), route.id(), reference.span(),
          "`%s` attaches to %s `%s/%s`, which does not exist".formatted(route.id(), parent.kind(), parent.namespace(),
              parent.name()),
          List.of());
    }
  }

  private static void backend(RuleContext context, GatewayRoute route, BackendRef reference, List<Service> services) {
    ObjectRef backend = reference.backend();
    if (!backend.isService()) {
      return;
    }
    Optional<Service> service = services.stream().filter(each -> isNamed(each, backend)).findFirst();
    if (service.isEmpty()) {
      context.report(context.severityOfAbsence(), route.id(), reference.span(),
          "`%s` forwards to Service `%s/%s`, which does not exist".formatted(route.id(), backend.namespace(),
              backend.name()),
          List.of());
      return;
    }
    if (reference.port().isPresent()
        && service.get().ports().stream().noneMatch(port -> port.port() == reference.port().getAsInt())) {
      context.report(route.id(), reference.span(),
          "`%s` forwards to port %d of `%s`, which has only %s".formatted(route.id(), reference.port().getAsInt(),
              service.get().id(), service.get()
                  .ports()
                  .stream()
                  .map(port -> Integer.toString(port.port()))
                  .collect(Collectors.joining(", "))),
          new Related(service.get().id(), service.get().span()));
    }
  }

  private static boolean isNamed(Resource object, ObjectRef reference) {
    return object.namespace().equals(reference.namespace()) && object.name().equals(reference.name());
  }
}
