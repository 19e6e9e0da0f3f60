package dev.canreach.lower.linkerd;

import dev.canreach.lower.kubernetes.Backend;
import dev.canreach.lower.kubernetes.Backends;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.EndpointSet;
import dev.canreach.packet.Field;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Protocol;
import dev.canreach.packet.Side;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.kubernetes.Service;
import dev.canreach.resource.kubernetes.ServicePort;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which connections the proxies see (LINKERD/L-1, L-2). Between two pods of the mesh there is mutual TLS whatever the client
 * called, so that it is a matter of the two ends and the port, not of the way.
 */
final class Connections {
  /** The port on which the proxies of two pods talk. */
  static final int WIRE = 4143;
  private static final PortSet OWN = PortSet.of("4143,4190,4191");
  private static final String SKIP_INBOUND = "config.linkerd.io/skip-inbound-ports";
  private static final String SKIP_SUBNETS = "config.linkerd.io/skip-subnets";
  private static final String SKIP_OUTBOUND = "config.linkerd.io/skip-outbound-ports";

  private final PacketExpr received;
  private final PacketExpr sent;

  Connections(Membership membership, MeshSettings settings, Inventory inventory, Backends backends) {
    SortedMap<String, BitSet> inbound = new TreeMap<>();
    SortedMap<String, BitSet> outbound = new TreeMap<>();
    BitSet choosy = new BitSet();
    for (int endpoint : membership.sidecars().members()) {
      String in = membership.setting(endpoint, SKIP_INBOUND).orElse(settings.skipInbound());
      String out = membership.setting(endpoint, SKIP_OUTBOUND).orElse(settings.skipOutbound());
      inbound.computeIfAbsent(in, key -> new BitSet()).set(endpoint);
      choosy.set(endpoint, !membership.setting(endpoint, SKIP_SUBNETS).orElse(settings.skipSubnets()).isBlank());
      outbound.computeIfAbsent(out, key -> new BitSet()).set(endpoint);
    }
    List<PacketExpr> receivers = new ArrayList<>();
    inbound.forEach((ports, pods) -> receivers.add(PacketExpr.and(
        membership.sidecars().among(Side.DESTINATION, pods), PacketExpr.not(PortSet.of(ports).matches()))));
    List<PacketExpr> senders = new ArrayList<>();
    outbound.forEach((ports, pods) -> senders.add(PacketExpr.and(membership.sidecars().among(Side.SOURCE, pods),
        PacketExpr.not(skipped(PortSet.of(ports), inventory, backends)))));
    PacketExpr carried = PacketExpr.and(PacketExpr.is(Protocol.TCP), PacketExpr.not(PacketExpr.loopback()));
    received = PacketExpr.and(carried, PacketExpr.or(receivers), PacketExpr.not(fromSkippedSubnet(choosy)));
    sent = PacketExpr.and(carried, PacketExpr.or(senders));
  }

  /** Connections from some networks may pass the proxies of these pods by. */
  private static PacketExpr fromSkippedSubnet(BitSet pods) {
    return PacketExpr.and(PacketExpr.isEndpoint(Side.DESTINATION, EndpointSet.of(pods)),
        PacketExpr.holds(Assumption.open("not understood",
            "the connection comes from a network that `" + SKIP_SUBNETS + "` lists",
            "let the proxies take connections from everywhere")));
  }

  /**
   * The client passes its proxy by. That is a matter of the port that it calls: where a Service leads from another port to the
   * one that the packet goes to by now, nobody can tell which one it was.
   */
  private static PacketExpr skipped(PortSet ports, Inventory inventory, Backends backends) {
    SortedMap<Integer, BitSet> doubtful = new TreeMap<>();
    for (Service service : inventory.latest(Service.class)) {
      for (ServicePort port : service.ports()) {
        for (Backend backend : port.protocol().equals(Protocol.TCP) ? backends.of(service, port) : List.<Backend>of()) {
          int target = backend.port().orElse(port.port());
          if (ports.contains(port.port()) != ports.contains(target)) {
            doubtful.computeIfAbsent(target, key -> new BitSet()).set(backend.endpoint());
          }
        }
      }
    }
    List<PacketExpr> ways = new ArrayList<>();
    doubtful.forEach((port, pods) -> ways.add(PacketExpr.and(PacketExpr.is(Field.DESTINATION_PORT, port),
        PacketExpr.isEndpoint(Side.DESTINATION, EndpointSet.of(pods)))));
    PacketExpr doubt = PacketExpr.or(ways);
    PacketExpr open = PacketExpr.holds(Assumption.open("not understood",
        "the client calls a port that `" + SKIP_OUTBOUND + "` lists",
        "list both the port of the Service and that of the pod, or none"));
    return PacketExpr.or(PacketExpr.and(doubt, open), PacketExpr.and(PacketExpr.not(doubt), ports.matches()));
  }

  /** The proxy of the client opens the connection. */
  PacketExpr sent() {
    return sent;
  }

  /** The proxy of the destination takes the connection. */
  PacketExpr received() {
    return received;
  }

  /** The proxies of both ends carry the connection, over mutual TLS. */
  PacketExpr mutual() {
    return PacketExpr.and(sent, received);
  }

  /** The destination is one of these pods, and its proxy takes the connection. */
  PacketExpr received(BitSet pods) {
    return PacketExpr.and(received, PacketExpr.isEndpoint(Side.DESTINATION, EndpointSet.of(pods)));
  }

  /** The connection goes to the proxy itself, on a port that has rules of its own. */
  PacketExpr toProxyItself() {
    return PacketExpr.and(received, OWN.matches());
  }
}
