package dev.canreach.lower.istio;

import dev.canreach.packet.Address;
import dev.canreach.packet.PacketExpr;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An endpoint behind a host.
 *
 * @param endpoint its index
 * @param address its address, where it is fixed
 * @param port its port; empty when the packet keeps its own
 * @param condition what must hold for it to be there
 * @param labels the labels that subsets look at
 */
record Target(int endpoint, Optional<Address> address, OptionalInt port, PacketExpr condition,
    Map<String, String> labels) {

  Target {
    labels = Map.copyOf(labels);
  }
}
