package dev.canreach.resource.cilium;

import dev.canreach.packet.Cidr;
import dev.canreach.resource.Described;
import dev.canreach.resource.ObjectMeta;
import dev.canreach.source.Span;
import java.util.List;
import java.util.Objects;

/**
 * A named list of address blocks ({@code CiliumCIDRGroup}, CILIUM/2.1).
 *
 * @param apiVersion its API group and version as written
 * @param meta its metadata; its labels are labels of the addresses
 * @param blocks the blocks
 * @param span where it begins
 */
public record CiliumCidrGroup(String apiVersion, ObjectMeta meta, List<Cidr> blocks, Span span) implements Described {

  /** The kind. */
  public static final String KIND = "CiliumCIDRGroup";

  public CiliumCidrGroup {
    Objects.requireNonNull(apiVersion);
    Objects.requireNonNull(meta);
    blocks = List.copyOf(blocks);
    Objects.requireNonNull(span);
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public String namespace() {
    return "";
  }
}
