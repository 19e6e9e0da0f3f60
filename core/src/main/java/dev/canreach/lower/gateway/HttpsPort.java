package dev.canreach.lower.gateway;

import dev.canreach.lower.proxy.Hosts;
import dev.canreach.lower.proxy.Passage;
import dev.canreach.lower.proxy.ProxyRoutes;
import dev.canreach.lower.proxy.Share;
import dev.canreach.model.Response;
import dev.canreach.model.Route.Alternative;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Protocol;
import dev.canreach.packet.TextField;
import dev.canreach.packet.TextPattern;
import dev.canreach.resource.gateway.FrontendValidation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The listeners for HTTPS on one port: the server name that the client asks for chooses the listener, and a host of
 * another listener is misdirected (K8S/G-05, G-18).
 *
 * @param routes the Gateway's routes
 * @param port the port
 * @param listeners the listeners
 * @param ways the ways through a proxy
 */
record HttpsPort(GatewayRoutes routes, int port, List<ServedListener> listeners, ProxyRoutes ways) {

  private static final int MISDIRECTED = 421;
  private static final int BAD_REQUEST = 400;

  HttpsPort {
    listeners = List.copyOf(listeners);
  }

  List<Alternative> alternatives() {
    List<Alternative> alternatives = new ArrayList<>();
    if (listeners.isEmpty()) {
      return alternatives;
    }
    OptionalInt named = OptionalInt.of(port);
    PacketExpr connected = routes.to(Protocol.TCP, port);
    PacketExpr open = PacketExpr.and(connected,
        PacketExpr.or(listeners.stream().map(ServedListener::served).toList()));
    Passage entrance = routes.entrance(open);
    alternatives.addAll(ways.of(new Passage(open, false, PacketExpr.isHttp(),
        List.of(Share.answer(1, Response.of(BAD_REQUEST, "the port speaks TLS"))), entrance.name(),
        entrance.origin()), named));
    alternatives.add(ways.opened(PacketExpr.and(open, GatewayRoutes.isSilent()), false, entrance, named));
    PacketExpr known = PacketExpr.or(listeners.stream()
        .map(each -> PacketExpr.and(each.served(), Hosts.matches(TextField.HOST, each.listener().hostname())))
        .toList());
    for (ServedListener listener : listeners) {
      PacketExpr accepted = PacketExpr.and(connected, GatewayRoutes.isTls(), certified(listener),
          GatewayRoutes.chosen(listener, listeners, TextField.SNI));
      PacketExpr chosen = GatewayRoutes.chosen(listener, listeners, TextField.HOST);
      var rules = new HttpRules(routes, listener, chosen);
      rules.passages(accepted, true, port).forEach(passage -> alternatives.addAll(ways.of(passage, named)));
      Passage inside = new Passage(accepted, true, PacketExpr.TRUE, List.of(), entrance.name(), entrance.origin());
      PacketExpr misdirected = PacketExpr.and(PacketExpr.isHttp(), PacketExpr.not(chosen), known);
      alternatives.addAll(ways.of(new Passage(accepted, true, misdirected,
          List.of(Share.answer(1, Response.of(MISDIRECTED, "the host belongs to another listener of the port"))),
          entrance.name(), entrance.origin()), named));
      PacketExpr nothing = PacketExpr.not(PacketExpr.or(rules.any(), misdirected));
      alternatives.addAll(ways.of(HttpPort.nothing(inside, nothing), named));
      alternatives.add(ways.opened(accepted, true, inside, named));
    }
    return alternatives;
  }

  /** Whether the client shows the certificate that the Gateway asks for. */
  private PacketExpr certified(ServedListener listener) {
    List<FrontendValidation> validations = listener.gateway().frontend();
    Optional<FrontendValidation> validation = validations.stream()
        .filter(each -> each.port().isPresent() && each.port().getAsInt() == port)
        .findFirst()
        .or(() -> validations.stream().filter(each -> each.port().isEmpty()).findFirst());
    boolean needed = validation.filter(each -> !each.fallback() && !each.authorities().isEmpty()).isPresent();
    return needed ? PacketExpr.matches(TextField.CLIENT_CERTIFICATE, TextPattern.exact("valid")) : PacketExpr.TRUE;
  }
}
