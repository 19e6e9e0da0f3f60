package dev.canreach.lint.rules.docker;

import dev.canreach.lint.Related;
import dev.canreach.lint.Rule;
import dev.canreach.lint.RuleContext;
import dev.canreach.lint.RuleMetadata;
import dev.canreach.packet.Cidr;
import dev.canreach.resource.compose.ComposeNetwork;
import dev.canreach.resource.compose.ComposeProject;
import dev.canreach.source.Severity;
import dev.canreach.source.Span;
import java.util.ArrayList;
import java.util.List;

/** DK301: two networks have blocks of addresses that overlap (COMPOSE/C-9, DOCKER/D-7, DOCKER/M-13). */
public final class SubnetOverlap implements Rule {
  private static final RuleMetadata METADATA = RuleMetadata.of("DK301", "docker-subnet-overlap", Severity.ERROR)
      .summary("two networks have blocks of addresses that overlap")
      .rationale("""
          The engine refuses a network whose block overlaps that of another one, so that the project does not start. It
          finds out only then, and across projects only when both run on one host.""")
      .remedy("give one of the networks another block")
      .bad("""
          name: shop
          services:
            web: {image: registry.example/web, networks: [front]}
            db: {image: registry.example/db, networks: [back]}
          networks:
            front: {ipam: {config: [{subnet: 10.20.0.0/16}]}}
            back: {ipam: {config: [{subnet: 10.20.5.0/24}]}}
          """)
      .good("""
          name: shop
          services:
            web: {image: registry.example/web, networks: [front]}
            db: {image: registry.example/db, networks: [back]}
          networks:
            front: {ipam: {config: [{subnet: 10.20.0.0/16}]}}
            back: {ipam: {config: [{subnet: 10.21.5.0/24}]}}
          """)
      .reads(ComposeProject.class)
      .build();

  /** A block and whose it is. */
  private record Block(Cidr subnet, String project, String network, Span span) {}

  @Override
  public RuleMetadata metadata() {
    return METADATA;
  }

  @Override
  public void check(RuleContext context) {
    List<Block> before = new ArrayList<>();
    for (ComposeProject project : context.all(ComposeProject.class)) {
      for (ComposeNetwork network : project.networks()) {
        if (!network.external() && isUsed(project, network)) {
          for (ComposeNetwork.Pool pool : network.pools()) {
            Cidr.parse(pool.subnet())
                .ifPresent(
                    subnet -> check(context, new Block(subnet, project.id(), network.name(), pool.span()), before));
          }
        }
      }
    }
  }

  /** A network that no service uses is not even made (DOCKER/M-13). */
  private static boolean isUsed(ComposeProject project, ComposeNetwork network) {
    return project.services()
        .stream()
        .flatMap(service -> service.networks().stream())
        .anyMatch(attachment -> attachment.network().equals(network.key()));
  }

  private static void check(RuleContext context, Block block, List<Block> before) {
    before.stream()
        .filter(other -> !other.network().equals(block.network()) && other.subnet().overlaps(block.subnet()))
        .findFirst()
        .ifPresent(other -> context.report(block.project(), block.span(),
            "the block %s of network `%s` overlaps %s of network `%s`".formatted(block.subnet(), block.network(),
                other.subnet(), other.network()),
            new Related(other.project(), other.span())));
    before.add(block);
  }
}
