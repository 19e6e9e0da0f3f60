package dev.canreach.lower.gateway;

import dev.canreach.lower.proxy.Hosts;
import dev.canreach.lower.proxy.Passage;
import dev.canreach.lower.proxy.ProxyRoutes;
import dev.canreach.model.Route.Alternative;
import dev.canreach.packet.Field;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Protocol;
import dev.canreach.packet.TextField;
import dev.canreach.packet.TextPattern;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.gateway.Gateway;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The ways through a Gateway, listener by listener (K8S/G-05, G-24). */
final class GatewayRoutes {
  private final Gateway gateway;
  private final Attachments attachments;
  private final RuleShares shares;
  private final Inventory inventory;
  private final PacketExpr served;

  GatewayRoutes(Gateway gateway, Attachments attachments, RuleShares shares, Inventory inventory, PacketExpr served) {
    this.gateway = gateway;
    this.attachments = attachments;
    this.shares = shares;
    this.inventory = inventory;
    this.served = served;
  }

  /** The ways through one of the Gateway's proxies. */
  List<Alternative> alternatives(ProxyRoutes ways) {
    Map<Integer, List<ServedListener>> byPort = new TreeMap<>();
    for (ServedListener listener : attachments.listeners(gateway)) {
      if (!listener.refused() && listener.listener().port() > 0) {
        byPort.computeIfAbsent(listener.listener().port(), port -> new ArrayList<>()).add(listener);
      }
    }
    List<Alternative> alternatives = new ArrayList<>();
    byPort.forEach((port, listeners) -> {
      alternatives.addAll(new HttpPort(this, port, protocol(listeners, "HTTP"), ways).alternatives());
      alternatives.addAll(new HttpsPort(this, port, protocol(listeners, "HTTPS"), ways).alternatives());
      var connections = new ConnectionPort(this, port, ways);
      protocol(listeners, "TLS").forEach(
          listener -> alternatives.addAll(connections.tls(listener, protocol(listeners, "TLS"))));
      protocol(listeners, "TCP").forEach(listener -> alternatives.addAll(connections.plain(listener, Protocol.TCP)));
      protocol(listeners, "UDP").forEach(listener -> alternatives.addAll(connections.plain(listener, Protocol.UDP)));
    });
    return alternatives;
  }

  private static List<ServedListener> protocol(List<ServedListener> listeners, String protocol) {
    return listeners.stream().filter(listener -> listener.listener().protocol().equals(protocol)).toList();
  }

  Attachments attachments() {
    return attachments;
  }

  RuleShares shares() {
    return shares;
  }

  Inventory inventory() {
    return inventory;
  }

  /** Connections to a port of the Gateway, when it is served. */
  PacketExpr to(Protocol protocol, int port) {
    return PacketExpr.and(served, PacketExpr.is(protocol), PacketExpr.is(Field.DESTINATION_PORT, port));
  }

  /** The field has a name of this listener, and no other listener of the port has a closer one (K8S/G-05). */
  static PacketExpr chosen(ServedListener listener, List<ServedListener> siblings, TextField field) {
    List<PacketExpr> parts = new ArrayList<>();
    String host = listener.listener().hostname();
    parts.add(listener.served());
    parts.add(Hosts.matches(field, host));
    for (ServedListener sibling : siblings) {
      String other = sibling.listener().hostname();
      if (!other.equals(host) && Hosts.covers(host, other)) {
        parts.add(PacketExpr.not(PacketExpr.and(sibling.served(), Hosts.matches(field, other))));
      }
    }
    return PacketExpr.and(parts);
  }

  /** The first bytes are TLS. */
  static PacketExpr isTls() {
    return PacketExpr.matches(TextField.TLS, TextPattern.present());
  }

  /** The first bytes are neither TLS nor HTTP. */
  static PacketExpr isSilent() {
    return PacketExpr.and(PacketExpr.not(isTls()), PacketExpr.not(PacketExpr.isHttp()));
  }

  /** A passage that only names what opens it. */
  Passage entrance(PacketExpr accepted) {
    return new Passage(accepted, false, PacketExpr.TRUE, List.of(), "gateway", GatewayLowering.origin(gateway));
  }
}
