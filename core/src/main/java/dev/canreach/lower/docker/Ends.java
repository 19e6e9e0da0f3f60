package dev.canreach.lower.docker;

import dev.canreach.lower.NetworkBuilder;
import dev.canreach.model.Role;
import dev.canreach.packet.EndpointSet;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Side;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;

/** The endpoints of an engine in the network. */
final class Ends {
  private final NetworkBuilder network;
  private final EndpointSet host;
  private final EndpointSet containers;
  private final EndpointSet outside;

  Ends(NetworkBuilder network, Engine engine) {
    this.network = network;
    BitSet hostMembers = new BitSet();
    hostMembers.set(index(EngineContainer.HOST));
    BitSet others = new BitSet();
    for (EngineContainer container : engine.containers().values()) {
      (container.onHost() ? hostMembers : others).set(index(container.id()));
    }
    host = EndpointSet.of(hostMembers);
    containers = EndpointSet.of(others);
    BitSet out = new BitSet();
    network.endpoints()
        .stream()
        .filter(endpoint -> endpoint.role() == Role.OUTSIDE)
        .forEach(endpoint -> out.set(endpoint.index()));
    outside = EndpointSet.of(out);
  }

  int index(String id) {
    return network.endpoint(id).orElseThrow().index();
  }

  EndpointSet set(Collection<EngineContainer> members) {
    BitSet indexes = new BitSet();
    members.forEach(container -> indexes.set(index(container.id())));
    return EndpointSet.of(indexes);
  }

  /** The end is one of these containers. */
  PacketExpr is(Side side, Collection<EngineContainer> members) {
    return PacketExpr.isEndpoint(side, set(members));
  }

  /** The end is this container. */
  PacketExpr is(Side side, EngineContainer container) {
    return is(side, List.of(container));
  }

  /** The end is the host, or a container in its network namespace. */
  PacketExpr isHost(Side side) {
    return PacketExpr.isEndpoint(side, host);
  }

  /** The end is a container with a network namespace of its own or of another container. */
  PacketExpr isContainer(Side side) {
    return PacketExpr.isEndpoint(side, containers);
  }

  /** The end is beyond everything in the input. */
  PacketExpr isOutside(Side side) {
    return PacketExpr.isEndpoint(side, outside);
  }

  /** The end is something of the engine. */
  PacketExpr isHere(Side side) {
    return PacketExpr.isEndpoint(side, host.union(containers));
  }
}
