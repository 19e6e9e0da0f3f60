package dev.canreach.lower.docker;

import dev.canreach.lower.docker.EngineContainer.Joined;
import dev.canreach.model.Origin;
import dev.canreach.packet.Address;
import dev.canreach.packet.IpFamily;
import dev.canreach.packet.Protocol;
import java.util.Locale;
import java.util.Optional;

/**
 * A port of the host that leads to a container.
 *
 * @param server the container
 * @param at the network that the traffic reaches it by
 * @param family the family of the packets at the host
 * @param hostIp the address of the host; empty for all
 * @param hostPort the port of the host
 * @param protocol the protocol
 * @param target the port of the container
 * @param rule whether packet rules forward; otherwise only a process of the host does
 * @param origin where the port is published
 */
record Binding(EngineContainer server, Joined at, IpFamily family, Optional<Address> hostIp, int hostPort,
    Protocol protocol, int target, boolean rule, Origin origin) {

  /** Whether it is bound to an address that never leaves the host. */
  boolean isLoopback() {
    return hostIp.filter(Engine::isLoopback).isPresent();
  }

  /** What it is called in answers. */
  String name() {
    return "published port " + hostPort + "/" + protocol.toString().toLowerCase(Locale.ROOT) + " of "
        + server.id();
  }
}
