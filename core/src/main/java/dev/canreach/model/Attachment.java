package dev.canreach.model;

import dev.canreach.packet.Address;
import java.util.List;

/**
 * Where an endpoint is reached in a named network, e.g. a container in one of the networks that it is connected to.
 *
 * @param endpoint the index of the endpoint
 * @param network the name of the network, as questions write it
 * @param via the index of the endpoint that packets to this attachment name; often the endpoint itself
 * @param addresses its addresses there; empty where they are not known and `via` says enough
 */
public record Attachment(int endpoint, String network, int via, List<Address> addresses) {

  /** Copies the addresses. */
  public Attachment {
    addresses = List.copyOf(addresses);
  }
}
