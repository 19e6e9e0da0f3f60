package dev.canreach.lower.gateway;

import dev.canreach.lower.kubernetes.Acceptance;
import dev.canreach.lower.proxy.Contest;
import dev.canreach.lower.proxy.Passage;
import dev.canreach.lower.proxy.Share;
import dev.canreach.model.Origin;
import dev.canreach.model.Response;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.TextField;
import dev.canreach.packet.TextPattern;
import dev.canreach.resource.gateway.GatewayRoute;
import dev.canreach.resource.gateway.RouteFilter;
import dev.canreach.resource.gateway.RouteMatch;
import dev.canreach.resource.gateway.RouteRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rules on a listener for HTTP and the requests that each of them gets (K8S/G-10, G-11). */
final class HttpRules {
  private static final int NO_CONTENT = 204;
  private static final int FORBIDDEN = 403;

  private final GatewayRoutes routes;
  private final List<RouteContender> contenders = new ArrayList<>();

  HttpRules(GatewayRoutes routes, ServedListener listener, PacketExpr chosen) {
    this.routes = routes;
    for (Attachment attachment : routes.attachments().on(listener)) {
      GatewayRoute route = attachment.route();
      PacketExpr condition = PacketExpr.and(chosen, attachment.condition(),
          Acceptance.of(route, routes.inventory()));
      for (Attachment.Hostname hostname : attachment.hostnames()) {
        int position = 0;
        for (RouteRule rule : route.rules()) {
          for (RouteMatch match : rule.matches()) {
            contenders.add(RouteContender.of(route, hostname.effective(), rule, match, position++, condition));
          }
        }
      }
    }
    contenders.sort(RouteContender::order);
  }

  /** The requests that some rule gets. */
  PacketExpr any() {
    return PacketExpr.or(contenders.stream().map(RouteContender::match).toList());
  }

  /**
   * What the rules do.
   *
   * @param accepted the connections, as the client opens them
   * @param port the port of the listener
   */
  List<Passage> passages(PacketExpr accepted, boolean endsTls, int port) {
    List<PacketExpr> guards = Contest.guards(contenders);
    Map<String, List<PacketExpr>> byRule = new LinkedHashMap<>();
    Map<String, RouteContender> first = new LinkedHashMap<>();
    for (int i = 0; i < contenders.size(); i++) {
      RouteContender contender = contenders.get(i);
      String key = contender.route().id() + " " + contender.rule().index();
      byRule.computeIfAbsent(key, each -> new ArrayList<>()).add(guards.get(i));
      first.putIfAbsent(key, contender);
    }
    List<Passage> passages = new ArrayList<>();
    byRule.forEach((key, parts) -> {
      RouteContender contender = first.get(key);
      if (contender != null) {
        passages.addAll(passages(contender, accepted, endsTls, PacketExpr.or(parts), port));
      }
    });
    return passages;
  }

  private List<Passage> passages(RouteContender contender, PacketExpr accepted, boolean endsTls, PacketExpr taken,
      int port) {
    GatewayRoute route = contender.route();
    RouteRule rule = contender.rule();
    List<Share> shares = routes.shares().of(route, rule, port, endsTls ? "https" : "http");
    Origin origin = new Origin(route.id(), "rule " + (rule.index() + 1), "spec.rules[" + rule.index() + "]",
        rule.span());
    List<Passage> passages = new ArrayList<>();
    PacketExpr rest = taken;
    for (RouteFilter filter : rule.filters()) {
      if (filter instanceof RouteFilter.Cors cors) {
        PacketExpr preflight = PacketExpr.and(taken, isPreflight());
        PacketExpr known = PacketExpr.or(cors.origins().stream().map(HttpRules::origin).toList());
        passages.add(new Passage(accepted, endsTls, PacketExpr.and(preflight, known),
            List.of(Share.answer(1, Response.of(NO_CONTENT, "the rule answers preflight requests"))), "gateway",
            origin));
        passages.add(new Passage(accepted, endsTls, PacketExpr.and(preflight, PacketExpr.not(known)),
            List.of(Share.answer(1, Response.of(FORBIDDEN, "the rule does not know the origin of the request"))),
            "gateway", origin));
        rest = PacketExpr.and(taken, PacketExpr.not(isPreflight()));
      }
    }
    passages.add(new Passage(accepted, endsTls, rest, shares, "gateway", origin));
    return passages;
  }

  private static PacketExpr isPreflight() {
    return PacketExpr.and(PacketExpr.matches(TextField.METHOD, TextPattern.exact("OPTIONS")),
        PacketExpr.matches(TextField.header("origin"), TextPattern.present()),
        PacketExpr.matches(TextField.header("access-control-request-method"), TextPattern.present()));
  }

  /** An origin may have one wildcard, in the place of its first labels. */
  private static PacketExpr origin(String origin) {
    TextField field = TextField.header("origin");
    int star = origin.indexOf('*');
    if (star < 0) {
      return PacketExpr.matches(field, TextPattern.exact(origin));
    }
    return PacketExpr.and(PacketExpr.matches(field, TextPattern.prefix(origin.substring(0, star))),
        PacketExpr.matches(field, TextPattern.suffix(origin.substring(star + 1))));
  }
}
