package dev.canreach.lint.rules.compose;

import dev.canreach.lint.Related;
import dev.canreach.lint.Rule;
import dev.canreach.lint.RuleContext;
import dev.canreach.lint.RuleMetadata;
import dev.canreach.resource.compose.ComposeProject;
import dev.canreach.resource.compose.ComposeService;
import dev.canreach.source.Severity;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** DC302: a service depends on another one that it shares no network with (COMPOSE/C-3). */
public final class UnreachableDependency implements Rule {
  private static final RuleMetadata METADATA = RuleMetadata
      .of("DC302", "compose-dependency-unreachable", Severity.ERROR)
      .summary("a service depends on another one that it shares no network with")
      .rationale("""
          `depends_on` and `links` order the start of services, and connect no networks. Services without a common
          network neither resolve each other's names nor reach each other's addresses. A list of networks also takes a
          service off the default network.""")
      .remedy("put both services on a common network")
      .bad("""
          name: shop
          services:
            web:
              image: registry.example/web
              depends_on: [db]
              networks: [front]
            db:
              image: registry.example/db
          networks:
            front:
          """)
      .good("""
          name: shop
          services:
            web:
              image: registry.example/web
              depends_on: [db]
              networks: [front, default]
            db:
              image: registry.example/db
          networks:
            front:
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
        Set<String> wanted = new TreeSet<>(service.dependsOn());
        service.linkTargets().forEach(link -> wanted.add(link.service()));
        for (String name : wanted) {
          Optional<ComposeService> target = project.service(name);
          if (target.isPresent() && isApart(service, target.get())) {
            context.report(project.id(), service.span(),
                "service `%s` depends on service `%s`, but they share no network".formatted(service.name(), name),
                new Related(project.id(), target.get().span()));
          }
        }
      }
    }
  }

  /** Whether both join networks, and none is the same. */
  private static boolean isApart(ComposeService one, ComposeService other) {
    return one.networkMode().isEmpty() && other.networkMode().isEmpty()
        && one.networks()
            .stream()
            .noneMatch(mine -> other.networks().stream().anyMatch(its -> its.network().equals(mine.network())));
  }
}
