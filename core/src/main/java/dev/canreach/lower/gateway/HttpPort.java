package dev.canreach.lower.gateway;

import dev.canreach.lower.proxy.Passage;
import dev.canreach.lower.proxy.ProxyRoutes;
import dev.canreach.lower.proxy.Share;
import dev.canreach.model.Response;
import dev.canreach.model.Route.Alternative;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Protocol;
import dev.canreach.packet.TextField;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * The listeners for plain HTTP on one port: the host of a request chooses the listener (K8S/G-05).
 *
 * @param routes the Gateway's routes
 * @param port the port
 * @param listeners the listeners
 * @param ways the ways through a proxy
 */
record HttpPort(GatewayRoutes routes, int port, List<ServedListener> listeners, ProxyRoutes ways) {

  private static final int NOT_FOUND = 404;

  HttpPort {
    listeners = List.copyOf(listeners);
  }

  List<Alternative> alternatives() {
    List<Alternative> alternatives = new ArrayList<>();
    if (listeners.isEmpty()) {
      return alternatives;
    }
    PacketExpr open = PacketExpr.or(listeners.stream().map(ServedListener::served).toList());
    PacketExpr accepted = PacketExpr.and(open, routes.to(Protocol.TCP, port));
    Passage entrance = routes.entrance(accepted);
    List<PacketExpr> taken = new ArrayList<>();
    for (ServedListener listener : listeners) {
      var rules = new HttpRules(routes, listener, GatewayRoutes.chosen(listener, listeners, TextField.HOST));
      taken.add(rules.any());
      rules.passages(accepted, false, port)
          .forEach(passage -> alternatives.addAll(ways.of(passage, OptionalInt.of(port))));
    }
    alternatives.addAll(ways.of(nothing(entrance, PacketExpr.not(PacketExpr.or(taken))), OptionalInt.of(port)));
    alternatives.add(ways.opened(PacketExpr.and(accepted, GatewayRoutes.isSilent()), false, entrance,
        OptionalInt.of(port)));
    return alternatives;
  }

  /** Requests that no rule takes. */
  static Passage nothing(Passage entrance, PacketExpr taken) {
    return new Passage(entrance.accepted(), entrance.endsTls(), PacketExpr.and(PacketExpr.isHttp(), taken),
        List.of(Share.answer(1, Response.of(NOT_FOUND, "no rule matches the request"))), entrance.name(),
        entrance.origin());
  }
}
