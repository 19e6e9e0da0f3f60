package dev.canreach.lint.rules.compose;

import dev.canreach.lint.Related;
import dev.canreach.lint.Rule;
import dev.canreach.lint.RuleContext;
import dev.canreach.lint.RuleMetadata;
import dev.canreach.resource.compose.ComposeProject;
import dev.canreach.resource.compose.ComposeService;
import dev.canreach.resource.compose.PublishedPort;
import dev.canreach.source.Severity;
import java.util.ArrayList;
import java.util.List;

/** DC301: two containers want the same port of the host (COMPOSE/C-9, DOCKER/M-13). */
public final class PortConflict implements Rule {
  private static final RuleMetadata METADATA = RuleMetadata
      .of("DC301", "compose-published-port-conflict", Severity.ERROR)
      .summary("two containers want the same port of the host")
      .rationale("""
          A port of an address and protocol can be taken once. The second container does not start, which nothing tells
          before. A port without an address takes that of every address; a service of several containers takes a fixed
          port several times.""")
      .remedy("give one of them another port or address, or a range that is wide enough")
      .bad("""
          name: shop
          services:
            web:
              image: registry.example/web
              ports: ["8080:80"]
            admin:
              image: registry.example/admin
              ports: ["127.0.0.1:8080:80"]
          """)
      .good("""
          name: shop
          services:
            web:
              image: registry.example/web
              ports: ["8080:80"]
            admin:
              image: registry.example/admin
              ports: ["127.0.0.1:8081:80"]
          """)
      .reads(ComposeProject.class)
      .build();

  /** A port and who wants it. */
  private record Wanted(ComposeProject project, ComposeService service, PublishedPort port) {}

  @Override
  public RuleMetadata metadata() {
    return METADATA;
  }

  @Override
  public void check(RuleContext context) {
    List<Wanted> before = new ArrayList<>();
    for (ComposeProject project : context.all(ComposeProject.class)) {
      for (ComposeService service : project.services()) {
        if (!HostPorts.arePublished(project, service)) {
          continue;
        }
        for (PublishedPort port : service.ports()) {
          Wanted wanted = new Wanted(project, service, port);
          if (service.replicas() > 1 && HostPorts.collide(port, port)) {
            context.report(project.id(), port.span(),
                "the %d containers of service `%s` all want port %s/%s of the host"
                    .formatted(service.replicas(), service.name(), port.published(), port.protocol()));
          }
          before.stream()
              .filter(other -> HostPorts.collide(other.port(), port))
              .findFirst()
              .ifPresent(other -> report(context, wanted, other));
          before.add(wanted);
        }
      }
    }
  }

  private static void report(RuleContext context, Wanted wanted, Wanted other) {
    context.report(wanted.project().id(), wanted.port().span(),
        "service `%s` wants port %s/%s of the host, which service `%s` takes already".formatted(
            wanted.service().name(), wanted.port().published(), wanted.port().protocol(), other.service().name()),
        new Related(other.project().id(), other.port().span()));
  }
}
