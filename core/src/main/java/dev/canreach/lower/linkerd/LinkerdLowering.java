package dev.canreach.lower.linkerd;

import dev.canreach.lower.Assumptions;
import dev.canreach.lower.EndpointRegistry;
import dev.canreach.lower.Lowering;
import dev.canreach.lower.NetworkBuilder;
import dev.canreach.lower.kubernetes.Backends;
import dev.canreach.lower.kubernetes.Cluster;
import dev.canreach.lower.kubernetes.PodClasses;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.EndpointSet;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Side;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.linkerd.LinkerdResource;
import java.util.BitSet;

/** Linkerd: which pods have proxies, which connections those carry, and which they take. */
public final class LinkerdLowering implements Lowering {
  private static final String PORT = "config.linkerd.io/proxy-inbound-port";

  @Override
  public Rules endpoints(Inventory inventory, Assumptions assumptions, EndpointRegistry registry) {
    boolean mesh = !inventory.all(LinkerdResource.class).isEmpty()
        || Membership.isWanted(inventory, PodClasses.of(inventory).all());
    return mesh ? network -> addTo(network, inventory, assumptions) : network -> {
    };
  }

  private static void addTo(NetworkBuilder network, Inventory inventory, Assumptions assumptions) {
    MeshSettings settings = MeshSettings.of(inventory, assumptions);
    Cluster cluster = Cluster.of(inventory, assumptions, network);
    Membership membership = new Membership(inventory, settings, cluster, network.endpoints());
    if (membership.pods().isEmpty() && membership.futures().isEmpty()) {
      return;
    }
    Connections connections = new Connections(membership, settings, inventory,
        Backends.of(inventory, cluster, network));
    network.wire(PacketExpr.and(connections.mutual(), meetOnOnePort(membership)), Connections.WIRE);
    Clients clients = new Clients(settings, membership, connections.mutual(), cluster.blocks(), network.endpoints());
    new EgressPolicies(inventory, membership, settings, connections.sent(), cluster.blocks()).addTo(network);
    new InboundTier(inventory, cluster, connections, new ServedPorts(inventory, cluster, membership), clients,
        new DefaultPolicies(membership, settings, connections, clients), new Probes(membership, settings))
        .addTo(network);
    new Diversions(inventory, membership, connections.sent()).addTo(network);
  }

  /**
   * So do the proxies of Linkerd since its version 2.18; earlier ones did only for bytes that they did not look at. Pods may
   * have another port annotated.
   */
  private static PacketExpr meetOnOnePort(Membership membership) {
    BitSet elsewhere = new BitSet();
    for (int endpoint : membership.sidecars().members()) {
      elsewhere.set(endpoint, !membership.setting(endpoint, PORT)
          .orElse("" + Connections.WIRE)
          .strip()
          .equals("" + Connections.WIRE));
    }
    PacketExpr moved = PacketExpr.isEndpoint(Side.DESTINATION, EndpointSet.of(elsewhere));
    PacketExpr open = PacketExpr.holds(Assumption.open("not understood",
        "the proxies talk on port " + Connections.WIRE + " although `" + PORT + "` names another",
        "remove the annotation"));
    PacketExpr one = PacketExpr.holds(Assumption.defaulted("proxy port",
        "the proxies of two pods talk on port " + Connections.WIRE + ", as those of Linkerd do since 2.18",
        "let policies admit both that port and the pod's own", true));
    return PacketExpr.or(PacketExpr.and(moved, open), PacketExpr.and(PacketExpr.not(moved), one));
  }
}
