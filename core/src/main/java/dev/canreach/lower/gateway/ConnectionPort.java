package dev.canreach.lower.gateway;

import dev.canreach.lower.kubernetes.Acceptance;
import dev.canreach.lower.proxy.Contest;
import dev.canreach.lower.proxy.Contest.Contender;
import dev.canreach.lower.proxy.Hosts;
import dev.canreach.lower.proxy.Passage;
import dev.canreach.lower.proxy.ProxyRoutes;
import dev.canreach.lower.proxy.RequestShape;
import dev.canreach.model.Origin;
import dev.canreach.model.Route.Alternative;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Protocol;
import dev.canreach.packet.TextField;
import dev.canreach.resource.gateway.GatewayRoute;
import dev.canreach.resource.gateway.RouteKind;
import dev.canreach.resource.gateway.RouteRule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Listeners whose routes take whole connections: by the server name of TLS, or all of them (K8S/G-16, G-17).
 *
 * @param routes the Gateway's routes
 * @param port the port
 * @param ways the ways through a proxy
 */
record ConnectionPort(GatewayRoutes routes, int port, ProxyRoutes ways) {

  /** A route under one of its hostnames; for connections without names, of several routes the oldest one counts. */
  private record Claim(GatewayRoute route, Attachment.Hostname hostname, PacketExpr match) implements Contender {

    @Override
    public RequestShape shape() {
      return RequestShape.ofHost(hostname.effective());
    }

    @Override
    public Optional<Assumption> precedes(Contender later) {
      boolean decided = !(later instanceof Claim other) || route.id().equals(other.route.id())
          || route.routeKind() != other.route.routeKind()
          || !hostname.effective().equals(other.hostname.effective())
          || (route.created().isPresent() && other.route.created().isPresent());
      return decided ? Optional.empty() : Optional.of(Ages.order(route.id(), ((Claim) later).route.id()));
    }
  }

  private static final Comparator<Claim> ORDER = Comparator
      .<Claim, Boolean>comparing(claim -> claim.route().routeKind() != RouteKind.TLS)
      .thenComparingInt(
          claim -> Hosts.isWildcard(claim.hostname().effective()) ? 0 : -claim.hostname().effective().length())
      .thenComparingInt(claim -> -claim.hostname().effective().length())
      .thenComparing(claim -> claim.route().created().orElse(Instant.MIN))
      .thenComparing(claim -> claim.route().id());

  /** TLS connections; what no route takes is refused. */
  List<Alternative> tls(ServedListener listener, List<ServedListener> siblings) {
    PacketExpr connected = routes.to(Protocol.TCP, port);
    PacketExpr chosen = PacketExpr.and(connected, GatewayRoutes.isTls(),
        GatewayRoutes.chosen(listener, siblings, TextField.SNI));
    List<Alternative> alternatives = claimed(listener, chosen, listener.endsTls());
    PacketExpr silent = PacketExpr.and(connected, listener.served(), GatewayRoutes.isSilent());
    alternatives.add(ways.opened(silent, false, routes.entrance(silent), OptionalInt.of(port)));
    return alternatives;
  }

  /** All connections, or datagrams. */
  List<Alternative> plain(ServedListener listener, Protocol protocol) {
    return claimed(listener, PacketExpr.and(listener.served(), routes.to(protocol, port)), false);
  }

  private List<Alternative> claimed(ServedListener listener, PacketExpr accepted, boolean endsTls) {
    List<Claim> claims = new ArrayList<>();
    for (Attachment attachment : routes.attachments().on(listener)) {
      GatewayRoute route = attachment.route();
      for (Attachment.Hostname hostname : attachment.hostnames()) {
        PacketExpr name = route.routeKind() == RouteKind.TLS
            ? Hosts.matches(TextField.SNI, hostname.effective())
            : PacketExpr.TRUE;
        claims.add(new Claim(route, hostname, PacketExpr.and(name, attachment.condition(),
            Acceptance.of(route, routes.inventory()))));
      }
    }
    claims.sort(ORDER);
    List<PacketExpr> guards = Contest.guards(claims);
    List<Alternative> alternatives = new ArrayList<>();
    for (int i = 0; i < claims.size(); i++) {
      GatewayRoute route = claims.get(i).route();
      for (RouteRule rule : route.rules()) {
        Origin origin = new Origin(route.id(), "rule " + (rule.index() + 1), "spec.rules[" + rule.index() + "]",
            rule.span());
        Passage passage = new Passage(PacketExpr.and(accepted, guards.get(i)), endsTls, PacketExpr.TRUE,
            routes.shares().of(route, rule, port, "tls"), "gateway", origin);
        alternatives.addAll(ways.of(passage, OptionalInt.of(port)));
      }
    }
    return alternatives;
  }
}
