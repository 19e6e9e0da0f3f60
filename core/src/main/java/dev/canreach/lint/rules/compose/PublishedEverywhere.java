package dev.canreach.lint.rules.compose;

import dev.canreach.lint.Rule;
import dev.canreach.lint.RuleContext;
import dev.canreach.lint.RuleMetadata;
import dev.canreach.resource.compose.ComposeProject;
import dev.canreach.resource.compose.ComposeService;
import dev.canreach.resource.compose.PublishedPort;
import dev.canreach.source.Severity;
import java.util.Set;

/** DC101: a port is published on every address of the host (COMPOSE/C-4, DOCKER/D-5). */
public final class PublishedEverywhere implements Rule {
  private static final Set<String> EVERYWHERE = Set.of("", "0.0.0.0", "::");

  private static final RuleMetadata METADATA = RuleMetadata
      .of("DC101", "compose-port-all-interfaces", Severity.WARNING)
      .summary("a port is published on every address of the host")
      .rationale("""
          Without an address a published port is bound to all addresses of the host, of both families, and the rules
          that the engine writes come before those of most host firewalls. Everybody who reaches the host reaches the
          container, and so does every other container of the host, whatever networks they are on.""")
      .remedy("bind the port to the address that it is meant for, such as 127.0.0.1")
      .bad("""
          name: shop
          services:
            db:
              image: registry.example/db
              ports: ["5432:5432"]
          """)
      .good("""
          name: shop
          services:
            db:
              image: registry.example/db
              ports: ["127.0.0.1:5432:5432"]
          """)
      .reads(ComposeProject.class)
      .build();

  @Override
  public RuleMetadata metadata() {
    return METADATA;
  }

  @Override
  public void check(RuleContext context) {
    for (ComposeProject project : context.all(ComposeProject.class)) {
      for (ComposeService service : project.services()) {
        for (PublishedPort port : service.ports()) {
          if (EVERYWHERE.contains(port.hostIp()) && HostPorts.arePublished(project, service)) {
            context.report(project.id(), port.span(),
                "port %d of service `%s` is published on every address of the host".formatted(port.target(),
                    service.name()));
          }
        }
      }
    }
  }
}
