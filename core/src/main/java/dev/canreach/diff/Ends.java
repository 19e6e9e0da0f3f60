package dev.canreach.diff;

import dev.canreach.model.Endpoint;
import dev.canreach.packet.AddressSet;
import java.util.List;

/**
 * One side of changed connections.
 *
 * @param endpoints listed endpoints, by id; each as the network after the change has it, or as the one before does where
 *     it is removed
 * @param addresses outside addresses
 */
public record Ends(List<Endpoint> endpoints, AddressSet addresses) {

  /** Copies the endpoints. */
  public Ends {
    endpoints = List.copyOf(endpoints);
  }
}
