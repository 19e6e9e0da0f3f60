package dev.canreach.lower.gateway;

import dev.canreach.lower.proxy.Contest.Contender;
import dev.canreach.lower.proxy.Hosts;
import dev.canreach.lower.proxy.Paths;
import dev.canreach.lower.proxy.RequestShape;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.TextField;
import dev.canreach.packet.TextPattern;
import dev.canreach.resource.gateway.GatewayRoute;
import dev.canreach.resource.gateway.PathMatch;
import dev.canreach.resource.gateway.RouteKind;
import dev.canreach.resource.gateway.RouteMatch;
import dev.canreach.resource.gateway.RouteMatch.CallMatch;
import dev.canreach.resource.gateway.RouteMatch.ValueMatch;
import dev.canreach.resource.gateway.RouteRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One match of a rule under one hostname of its route, in the contest for requests (K8S/G-09 to G-11, G-15).
 *
 * @param route the route
 * @param hostname the hostname; empty for every one
 * @param rule the rule
 * @param request the match
 * @param position the place of the match in the route
 * @param match the requests that it fits
 */
record RouteContender(GatewayRoute route, String hostname, RouteRule rule, RouteMatch request, int position,
    PacketExpr match) implements Contender {

  static RouteContender of(GatewayRoute route, String hostname, RouteRule rule, RouteMatch request, int position,
      PacketExpr condition) {
    List<PacketExpr> parts = new ArrayList<>();
    parts.add(condition);
    parts.add(PacketExpr.isHttp());
    parts.add(Hosts.matches(TextField.HOST, hostname));
    parts.add(path(request));
    if (!request.method().isEmpty()) {
      parts.add(PacketExpr.matches(TextField.METHOD, TextPattern.exact(request.method())));
    }
    request.headers().forEach(header -> parts.add(value(header(header.name()), header)));
    request.queryParams().forEach(param -> parts.add(value(TextField.query(param.name()), param)));
    return new RouteContender(route, hostname, rule, request, position, PacketExpr.and(parts));
  }

  private static TextField header(String name) {
    return name.equals("host") ? TextField.AUTHORITY : TextField.header(name);
  }

  private static PacketExpr value(TextField field, ValueMatch value) {
    return value.regex()
        ? regex(field, value.value())
        : PacketExpr.matches(field, TextPattern.exact(value.value()));
  }

  private static PacketExpr path(RouteMatch request) {
    if (request.call().isPresent()) {
      return call(request.call().get());
    }
    PathMatch path = request.path();
    return switch (path.type()) {
      case EXACT -> Paths.exact(path.value());
      case PREFIX -> Paths.prefix(path.value());
      case REGEX -> regex(TextField.PATH, path.value());
    };
  }

  private static PacketExpr call(CallMatch call) {
    if (call.regex()) {
      String service = call.service().isEmpty() ? "[^/]+" : call.service();
      String method = call.method().isEmpty() ? "[^/]+" : call.method();
      return regex(TextField.PATH, "/(?:" + service + ")/(?:" + method + ")");
    }
    if (call.method().isEmpty()) {
      return PacketExpr.matches(TextField.PATH, TextPattern.prefix("/" + call.service() + "/"));
    }
    return call.service().isEmpty()
        ? PacketExpr.matches(TextField.PATH, TextPattern.suffix("/" + call.method()))
        : Paths.exact("/" + call.service() + "/" + call.method());
  }

  /** The dialect of regular expressions is the implementation's; most use RE2 for the whole text. */
  private static PacketExpr regex(TextField field, String text) {
    Optional<TextPattern> pattern = TextPattern.regex(text);
    PacketExpr other = PacketExpr.and(PacketExpr.matches(field, TextPattern.present()),
        PacketExpr.holds(Assumption.open("regex", "the gateway's engine finds `" + text + "` in the " + field,
            "use exact values or prefixes")));
    if (pattern.isEmpty()) {
      return other;
    }
    PacketExpr usual = PacketExpr.holds(Assumption.defaulted("regex",
        "regular expressions of routes are RE2's and match the whole text", "use exact values or prefixes", true));
    return PacketExpr.or(PacketExpr.and(usual, PacketExpr.matches(field, pattern.get())),
        PacketExpr.and(PacketExpr.not(usual), other));
  }

  @Override
  public RequestShape shape() {
    boolean plain = request.call().isEmpty() && request.path().type() != PathMatch.Type.REGEX;
    return plain
        ? new RequestShape(hostname, request.path().value(),
            request.path().type() == PathMatch.Type.EXACT)
        : RequestShape.ofHost(hostname);
  }

  /** The order of two matches as far as the API says; regular expressions stand where the implementation likes. */
  static int order(RouteContender left, RouteContender right) {
    for (int i = 0; i < left.rank().length; i++) {
      int order = Integer.compare(right.rank()[i], left.rank()[i]);
      if (order != 0) {
        return order;
      }
    }
    GatewayRoute mine = left.route();
    GatewayRoute theirs = right.route();
    if (mine.id().equals(theirs.id())) {
      return Integer.compare(left.position, right.position);
    }
    if (mine.created().isPresent() && theirs.created().isPresent()) {
      int age = mine.created().get().compareTo(theirs.created().get());
      if (age != 0) {
        return age;
      }
    }
    return mine.id().compareTo(theirs.id());
  }

  private int[] rank() {
    int[] hosts = {Hosts.isWildcard(hostname) ? 0 : hostname.length(), hostname.length()};
    if (request.call().isPresent()) {
      CallMatch call = request.call().get();
      return new int[]{hosts[0], hosts[1], call.regex() ? 0 : 1, call.service().length(), call.method().length(),
        request.headers().size(), 0};
    }
    if (route.routeKind() == RouteKind.GRPC) {
      return new int[]{hosts[0], hosts[1], 0, 0, 0, request.headers().size(), 0};
    }
    int type = switch (request.path().type()) {
      case EXACT -> 2;
      case PREFIX -> 1;
      case REGEX -> 0;
    };
    // a slash at the end of a prefix does not count, as in matching
    String path = type == 1 ? Paths.elements(request.path().value()) : request.path().value();
    return new int[]{hosts[0], hosts[1], type, path.length(), request.method().isEmpty() ? 0 : 1,
      request.headers().size(), request.queryParams().size()};
  }

  private boolean hasRegex() {
    return request.path().type() == PathMatch.Type.REGEX || request.call().filter(CallMatch::regex).isPresent();
  }

  @Override
  public Optional<Assumption> precedes(Contender other) {
    if (!(other instanceof RouteContender later)) {
      return Optional.empty();
    }
    int[] mine = rank();
    int[] theirs = later.rank();
    if (mine[0] != theirs[0] || mine[1] != theirs[1]) {
      return Optional.empty();
    }
    if (route.routeKind() != later.route.routeKind() || hasRegex() || later.hasRegex()) {
      return Optional.of(Assumption.open("precedence",
          label() + " comes before " + later.label() + " where both match", "do without the overlap"));
    }
    for (int i = 2; i < mine.length; i++) {
      if (mine[i] != theirs[i]) {
        return Optional.empty();
      }
    }
    boolean known = route.id().equals(later.route.id())
        || (route.created().isPresent() && later.route.created().isPresent());
    return known ? Optional.empty() : Optional.of(Ages.order(route.id(), later.route.id()));
  }

  private String label() {
    return "rule " + (rule.index() + 1) + " of `" + route.id() + "`";
  }
}
