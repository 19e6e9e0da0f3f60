package dev.canreach.sets;

import dev.canreach.packet.AddressSet;

/** One end of the connections of a map. */
public sealed interface MapEnd {

  /**
   * Endpoints that nothing on the direct path distinguishes.
   *
   * @param members the endpoints
   */
  record Listed(EndpointClass members) implements MapEnd {}

  /**
   * Addresses of one family that belong to no endpoint and to no range of the network, and that nothing on the direct
   * path distinguishes.
   *
   * @param addresses the addresses; not empty
   */
  record Outside(AddressSet addresses) implements MapEnd {}
}
