package dev.canreach.resource.kubernetes;

import dev.canreach.packet.Address;
import dev.canreach.source.Span;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * An endpoint of a slice.
 *
 * @param addresses its addresses, the first of which is used (K8S/S-06)
 * @param ready whether it takes traffic; true when not written
 * @param nodeName the node that it is on
 * @param span where it stands
 */
public record SliceEndpoint(List<Address> addresses, boolean ready, Optional<String> nodeName, Span span) {
  public SliceEndpoint {
    addresses = List.copyOf(addresses);
    Objects.requireNonNull(nodeName);
    Objects.requireNonNull(span);
  }
}
