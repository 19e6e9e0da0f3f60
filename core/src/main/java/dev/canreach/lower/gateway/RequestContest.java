package dev.canreach.lower.gateway;

import dev.canreach.lower.proxy.Contest;
import dev.canreach.packet.PacketExpr;
import dev.canreach.resource.gateway.GatewayRoute;
import dev.canreach.resource.gateway.RouteMatch;
import dev.canreach.resource.gateway.RouteRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Routes for requests that stand beside each other without a listener: which rule gets which requests (K8S/G-11). */
public final class RequestContest {
  private RequestContest() {}

  /**
   * A rule and its requests.
   *
   * @param route the route
   * @param rule the rule
   * @param requests the requests that it gets, and no other rule
   */
  public record Won(GatewayRoute route, RouteRule rule, PacketExpr requests) {}

  private record Rule(GatewayRoute route, RouteRule rule) {}

  /**
   * What each rule gets, in the order in which rules are asked.
   *
   * @param condition when a route counts at all
   */
  public static List<Won> of(List<GatewayRoute> routes, Function<GatewayRoute, PacketExpr> condition) {
    List<RouteContender> contenders = new ArrayList<>();
    for (GatewayRoute route : routes) {
      PacketExpr counts = condition.apply(route);
      for (String hostname : route.hostnames().isEmpty() ? List.of("") : route.hostnames()) {
        int position = 0;
        for (RouteRule rule : route.rules()) {
          for (RouteMatch match : rule.matches()) {
            contenders.add(RouteContender.of(route, hostname, rule, match, position++, counts));
          }
        }
      }
    }
    contenders.sort(RouteContender::order);
    List<PacketExpr> guards = Contest.guards(contenders);
    Map<Rule, List<PacketExpr>> byRule = new LinkedHashMap<>();
    for (int i = 0; i < contenders.size(); i++) {
      RouteContender contender = contenders.get(i);
      byRule.computeIfAbsent(new Rule(contender.route(), contender.rule()), key -> new ArrayList<>())
          .add(guards.get(i));
    }
    List<Won> won = new ArrayList<>();
    byRule.forEach((key, parts) -> won
        .add(new Won(key.route(), key.rule(), PacketExpr.or(parts))));
    return won;
  }
}
