package dev.canreach.lower.linkerd;

import dev.canreach.lower.gateway.Ages;
import dev.canreach.lower.kubernetes.Acceptance;
import dev.canreach.lower.kubernetes.Cluster;
import dev.canreach.packet.Field;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Protocol;
import dev.canreach.packet.Side;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.kubernetes.PolicyPort;
import dev.canreach.resource.kubernetes.PortRef;
import dev.canreach.resource.linkerd.Server;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which Server a port of a pod belongs to: the oldest one that selects it, then the first by name (LINKERD/L-4). */
final class ServedPorts {
  private final Cluster cluster;
  private final Membership membership;
  private final Map<String, List<Served>> byNamespace = new HashMap<>();

  /**
   * A Server and its ports.
   *
   * @param server the Server
   * @param subject the packet goes to one of them
   */
  record Served(Server server, PacketExpr subject) {}

  /**
   * What a Server asks for, whatever others do.
   *
   * @param pods the pods of the input that it may select
   * @param wanted the packet goes to a port that it selects
   */
  private record Claim(Server server, BitSet pods, PacketExpr wanted) {}

  ServedPorts(Inventory inventory, Cluster cluster, Membership membership) {
    this.cluster = cluster;
    this.membership = membership;
    Map<String, List<Claim>> claims = new HashMap<>();
    for (Server server : inventory.latest(Server.class)) {
      if (server.pods().isPresent() && server.port().isPresent()) {
        PacketExpr wanted = PacketExpr.and(Acceptance.of(server, inventory), wanted(server));
        claims.computeIfAbsent(server.namespace(), key -> new ArrayList<>())
            .add(new Claim(server, cluster.selectors().possible(server.namespace(), server.pods().get()), wanted));
      }
    }
    claims.forEach((namespace, own) -> byNamespace.put(namespace,
        own.stream().map(claim -> new Served(claim.server(), won(claim, own))).toList()));
  }

  private PacketExpr wanted(Server server) {
    return PacketExpr.and(
        cluster.selectors().podsIn(server.namespace(), server.pods().orElseThrow(), Side.DESTINATION), port(server));
  }

  /** The packet goes to the port of a Server that has one, whichever pods it selects. */
  PacketExpr port(Server server) {
    return switch (server.port().orElseThrow()) {
      case PortRef.ByNumber number -> PacketExpr.and(PacketExpr.is(Protocol.TCP),
          PacketExpr.is(Field.DESTINATION_PORT, number.port()));
      case PortRef.ByName name -> cluster.namedPorts()
          .matches(new PolicyPort.Named(Protocol.TCP, name.name(), server.span()));
    };
  }

  /** What is left to a Server when those that come before it have taken theirs. */
  private PacketExpr won(Claim claim, List<Claim> all) {
    List<PacketExpr> parts = new ArrayList<>();
    parts.add(claim.wanted());
    for (Claim other : all) {
      if (!other.server().id().equals(claim.server().id()) && overlap(claim, other)) {
        Optional<PacketExpr> earlier = Ages.olderFirst(other.server().object().created(), other.server().id(),
            claim.server().object().created(), claim.server().id());
        earlier.ifPresent(first -> parts.add(PacketExpr.not(PacketExpr.and(first, other.wanted()))));
      }
    }
    return PacketExpr.and(parts);
  }

  private boolean overlap(Claim left, Claim right) {
    boolean supposed = membership.futures().containsValue(left.server().namespace());
    boolean numbers = left.server().port().orElseThrow() instanceof PortRef.ByNumber mine
        && right.server().port().orElseThrow() instanceof PortRef.ByNumber theirs && mine.port() != theirs.port();
    return !numbers && (supposed || left.pods().intersects(right.pods()));
  }

  /** The Servers of a namespace. */
  List<Served> in(String namespace) {
    return byNamespace.getOrDefault(namespace, List.of());
  }

  /** Every Server. */
  List<Served> all() {
    return byNamespace.keySet().stream().sorted().flatMap(namespace -> in(namespace).stream()).toList();
  }

  /** The packet goes to a port of some Server. */
  PacketExpr any() {
    return PacketExpr.or(all().stream().map(Served::subject).toList());
  }
}
