package dev.canreach.lower.kubernetes;

import dev.canreach.packet.Address;
import dev.canreach.packet.PacketExpr;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where a port of a Service leads to.
 *
 * @param endpoint the index of the endpoint
 * @param address the address, where the input fixes it
 * @param port the port; empty when the packet keeps its own
 * @param condition what must hold for it to be a backend
 */
public record Backend(int endpoint, Optional<Address> address, OptionalInt port, PacketExpr condition) {}
