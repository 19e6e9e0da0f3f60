package dev.canreach.resource.platform;

import dev.canreach.resource.Resource;
import dev.canreach.source.Span;
import java.util.List;
import java.util.Objects;

/**
 * How CoreDNS answers names (K8S/S-22).
 *
 * @param namespace the namespace of the ConfigMap that holds it; empty for a file
 * @param name the name of the ConfigMap that holds it, or the name of the file
 * @param blocks its server blocks in order
 * @param imports whether it takes server blocks from files that nobody here sees
 * @param span where it begins
 */
public record Corefile(String namespace, String name, List<ServerBlock> blocks, boolean imports, Span span)
    implements
      Resource {

  static final String KIND = "Corefile";

  public Corefile {
    Objects.requireNonNull(namespace);
    Objects.requireNonNull(name);
    blocks = List.copyOf(blocks);
    Objects.requireNonNull(span);
  }

  @Override
  public String apiVersion() {
    return "";
  }

  @Override
  public String kind() {
    return KIND;
  }

  /** Whether it answers for a cluster at all. */
  public boolean hasCluster() {
    return blocks.stream()
        .flatMap(block -> block.directives().stream())
        .anyMatch(directive -> directive.name().equals("kubernetes"));
  }
}
