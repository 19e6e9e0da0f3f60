package dev.canreach.resource.kubernetes;

import dev.canreach.packet.Cidr;
import dev.canreach.resource.Described;
import dev.canreach.resource.ObjectMeta;
import dev.canreach.source.Span;
import java.util.List;
import java.util.Objects;

/**
 * A node ({@code v1 Node}).
 *
 * @param meta its metadata
 * @param addresses its addresses; host names are left out
 * @param podCidrs the blocks that its pods get their addresses from
 * @param span where it begins
 */
public record Node(ObjectMeta meta, List<NodeAddress> addresses, List<Cidr> podCidrs, Span span) implements Described {
  public Node {
    Objects.requireNonNull(meta);
    addresses = List.copyOf(addresses);
    podCidrs = List.copyOf(podCidrs);
    Objects.requireNonNull(span);
  }

  @Override
  public String apiVersion() {
    return "v1";
  }

  @Override
  public String kind() {
    return "Node";
  }
}
