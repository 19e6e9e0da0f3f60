package dev.canreach.resource.kubernetes;

import dev.canreach.packet.Address;
import java.util.Objects;

/**
 * An address of a node.
 *
 * @param type {@code InternalIP} or {@code ExternalIP}
 * @param address the address
 */
public record NodeAddress(String type, Address address) {
  public NodeAddress {
    Objects.requireNonNull(type);
    Objects.requireNonNull(address);
  }
}
