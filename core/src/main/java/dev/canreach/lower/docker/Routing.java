package dev.canreach.lower.docker;

import dev.canreach.lower.docker.EngineNetwork.Mode;
import dev.canreach.model.Origin;
import dev.canreach.packet.Cidr;
import dev.canreach.packet.IpFamily;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Side;
import java.util.Optional;

/** Which way packets leave containers, and whether replies find back. */
final class Routing {
  private final Engine engine;
  private final Ends ends;

  Routing(Engine engine, Ends ends) {
    this.engine = engine;
    this.ends = ends;
  }

  /** The source is on the network, and the destination in its block: no gateway is needed. */
  PacketExpr connected(EngineNetwork network, IpFamily family) {
    Cidr subnet = network.subnets().get(family);
    return subnet == null
        ? PacketExpr.FALSE
        : PacketExpr.and(PacketExpr.inPrefix(Side.DESTINATION, subnet), ends.is(Side.SOURCE, engine.on(network)));
  }

  /** The source leaves by the network's gateway. */
  PacketExpr leaving(EngineNetwork network, IpFamily family) {
    return PacketExpr.and(PacketExpr.is(family), ends.is(Side.SOURCE, engine.leavingBy(network, family)));
  }

  /** Whether replies from beyond the bridge are dropped because nothing rewrites the source (DOCKER/M-2). */
  boolean losesReplies(EngineNetwork network, IpFamily family) {
    return network.driver() == EngineNetwork.Driver.BRIDGE && network.mode(family) == Mode.NAT
        && !network.masquerades(family) && engine.settings().filters(family)
        && !engine.settings().allowsDirectRouting();
  }

  /** Whether remote packets arrive on an interface that the network trusts (DOCKER/M-6). */
  boolean trustsRemote(EngineNetwork network) {
    Optional<String> arrival = engine.settings().remoteInterface();
    return arrival.isPresent() && network.spec().list("trusted_host_interfaces").contains(arrival.get());
  }

  /** Containers that have no way beyond their own networks: packets to anything else end there. */
  void denyWithoutRoute(Rules rules, PacketExpr to) {
    for (EngineContainer container : engine.containers().values()) {
      for (IpFamily family : IpFamily.values()) {
        if (!container.onHost() && container.gateway(family).isEmpty()) {
          rules.deny(PacketExpr.and(PacketExpr.is(family), to), ends.is(Side.SOURCE, container),
              dead(container, family));
        }
      }
    }
  }

  private static Origin dead(EngineContainer container, IpFamily family) {
    return container.attachments()
        .stream()
        .filter(joined -> joined.addresses().containsKey(family))
        .map(joined -> joined.network().spec().origin())
        .findFirst()
        .map(origin -> new Origin(origin.object(), "leads nowhere else over IPv" + family.version(), origin.field(),
            origin.span()))
        .orElseGet(() -> new Origin(container.spec().origin().object(), "has no network for IPv" + family.version(),
            container.spec().origin().field(), container.spec().origin().span()));
  }
}
