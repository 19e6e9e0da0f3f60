package dev.canreach.lint.rules.ingress;

import dev.canreach.lint.Related;
import dev.canreach.lint.Rule;
import dev.canreach.lint.RuleContext;
import dev.canreach.lint.RuleMetadata;
import dev.canreach.resource.kubernetes.Ingress;
import dev.canreach.resource.kubernetes.IngressBackend;
import dev.canreach.resource.kubernetes.IngressRule;
import dev.canreach.resource.kubernetes.PortRef;
import dev.canreach.resource.kubernetes.Service;
import dev.canreach.resource.kubernetes.ServicePort;
import dev.canreach.source.Severity;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** IG201: an Ingress names a Service, or a port of it, that does not exist (K8S/I-06). */
public final class DanglingIngress implements Rule {
  private static final String SERVICE = """
      apiVersion: v1
      kind: Service
      metadata: {name: web, namespace: shop}
      spec: {selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: {name: web, namespace: shop}
      spec:
        rules:
        - http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: %s}}}}]}
      """;
  private static final RuleMetadata METADATA = RuleMetadata.of("IG201", "dangling-ingress", Severity.ERROR)
      .summary("the Ingress forwards to a Service or port that does not exist")
      .rationale("""
          A backend of an Ingress is a Service of the same namespace and a port of that Service, by number or by name.
          It is not the port of the pods: a path that names the target port finds nothing. Requests for such a path
          fail with an error of the controller. As the input may lack Services, a missing one is a note unless
          `--assume world=closed` says that it is all.""")
      .remedy("name a Service of the Ingress's namespace, and one of its ports")
      .bad(SERVICE.formatted("8080"))
      .good(SERVICE.formatted("80"))
      .reads(Ingress.class, Service.class)
      .build();

  @Override
  public RuleMetadata metadata() {
    return METADATA;
  }

  @Override
  public void check(RuleContext context) {
    List<Service> services = context.inForce(Service.class);
    for (Ingress ingress : context.inForce(Ingress.class)) {
      ingress.defaultBackend().ifPresent(backend -> check(context, services, ingress, backend, "the default backend"));
      for (IngressRule rule : ingress.rules()) {
        String host = rule.host().isEmpty() ? "" : rule.host();
        rule.paths()
            .forEach(path -> check(context, services, ingress, path.backend(), "path `" + host + path.path() + "`"));
      }
    }
  }

  private static void check(RuleContext context, List<Service> services, Ingress ingress, IngressBackend backend,
      String what) {
    if (backend.service().isEmpty()) {
      return;
    }
    Optional<Service> service = services.stream()
        .filter(each -> each.namespace().equals(ingress.namespace()) && each.name().equals(backend.service()))
        .findFirst();
    if (service.isEmpty()) {
      List<Related> elsewhere = services.stream()
          .filter(each -> each.name().equals(backend.service()))
          .map(each -> new Related(each.id() + " is in another namespace", each.span()))
          .toList();
      context.report(context.severityOfAbsence(), ingress.id(), backend.span(),
          "%s forwards to Service `%s/%s`, which does not exist".formatted(what, ingress.namespace(),
              backend.service()),
          elsewhere);
      return;
    }
    Optional<PortRef> port = backend.port();
    if (port.isPresent() && service.get().ports().stream().noneMatch(each -> is(each, port.get()))) {
      context.report(ingress.id(), backend.span(),
          "%s forwards to port %s of `%s`, which has only %s".formatted(what, text(port.get()), service.get().id(),
              service.get().ports().stream().map(DanglingIngress::text).collect(Collectors.joining(", "))),
          new Related(service.get().id(), service.get().span()));
    }
  }

  private static boolean is(ServicePort port, PortRef wanted) {
    return switch (wanted) {
      case PortRef.ByNumber number -> port.port() == number.port();
      case PortRef.ByName name -> port.name().equals(name.name());
    };
  }

  private static String text(PortRef port) {
    return switch (port) {
      case PortRef.ByNumber number -> Integer.toString(number.port());
      case PortRef.ByName name -> "`" + name.name() + "`";
    };
  }

  private static String text(ServicePort port) {
    return port.name().isEmpty() ? Integer.toString(port.port()) : port.port() + " (`" + port.name() + "`)";
  }
}
