package dev.canreach.model;

import dev.canreach.packet.Address;
import dev.canreach.packet.Side;
import dev.canreach.packet.TextChange;
import java.util.Optional;

/** A change that a hop makes to a packet. */
public sealed interface Assignment {

  /**
   * Another end. The packet then carries the address given, or else the endpoint's least known address of the packet's
   * family, or no known address.
   *
   * @param side which end
   * @param endpoint the index of the new endpoint
   * @param address the new address, where the hop fixes it; only packets of its family are taken
   */
  record ToEnd(Side side, int endpoint, Optional<Address> address) implements Assignment {}

  /**
   * Another destination port. Only packets with ports are taken.
   *
   * @param port 0 to 65535
   */
  record ToPort(int port) implements Assignment {}

  /**
   * Another request, or another identity of the client. Takes every packet.
   *
   * @param change what becomes of the request
   */
  record Rewrite(TextChange change) implements Assignment {}
}
