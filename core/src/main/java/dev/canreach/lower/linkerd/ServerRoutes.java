package dev.canreach.lower.linkerd;

import dev.canreach.lower.gateway.RequestContest;
import dev.canreach.lower.gateway.RequestContest.Won;
import dev.canreach.lower.kubernetes.Acceptance;
import dev.canreach.packet.PacketExpr;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.Resource;
import dev.canreach.resource.gateway.GatewayRoute;
import dev.canreach.resource.gateway.ParentRef;
import dev.canreach.resource.gateway.RouteKind;
import dev.canreach.resource.linkerd.PolicyRoute;
import dev.canreach.resource.linkerd.Server;
import dev.canreach.resource.linkerd.TargetRef;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The routes of HTTP requests and gRPC calls on Servers (LINKERD/L-5). */
final class ServerRoutes {
  private final Inventory inventory;
  private final Map<GatewayRoute, Resource> all = new LinkedHashMap<>();
  private final Map<GatewayRoute, Resource> routes = new LinkedHashMap<>();
  private final Map<String, List<GatewayRoute>> byServer = new LinkedHashMap<>();
  private final Map<String, List<Won>> won = new HashMap<>();

  ServerRoutes(Inventory inventory) {
    this.inventory = inventory;
    for (PolicyRoute route : inventory.latest(PolicyRoute.class)) {
      add(route.route(), route);
    }
    for (GatewayRoute route : inventory.latest(GatewayRoute.class)) {
      if (route.routeKind() == RouteKind.HTTP || route.routeKind() == RouteKind.GRPC) {
        add(route, route);
      }
    }
  }

  /** Every route that may count, and the object that says so. */
  Map<GatewayRoute, Resource> all() {
    return Collections.unmodifiableMap(all);
  }

  /** A route that names a Server in another namespace, or a part of one, counts nowhere. */
  private void add(GatewayRoute route, Resource written) {
    all.put(route, written);
    List<ParentRef> servers = route.parents().stream().filter(ServerRoutes::isServer).toList();
    boolean valid = servers.stream()
        .allMatch(parent -> parent.parent().namespace().equals(route.namespace()) && parent.sectionName().isEmpty()
            && parent.port().isEmpty());
    if (valid) {
      routes.put(route, written);
      servers.stream()
          .map(parent -> route.namespace() + "/" + parent.parent().name())
          .distinct()
          .forEach(server -> byServer.computeIfAbsent(server, key -> new ArrayList<>()).add(route));
    }
  }

  private static boolean isServer(ParentRef parent) {
    return parent.parent().isA(TargetRef.POLICY, "Server");
  }

  /** The routes on a Server. */
  List<GatewayRoute> on(Server server) {
    return byServer.getOrDefault(server.namespace() + "/" + server.name(), List.of());
  }

  /** Which rule of the routes on a Server gets which requests. */
  List<Won> won(Server server) {
    return won.computeIfAbsent(server.id(), id -> RequestContest.of(on(server), this::accepted));
  }

  /** The object that says so of a route that counts. */
  Resource written(GatewayRoute route) {
    return routes.getOrDefault(route, route);
  }

  /** The server took the route. */
  PacketExpr accepted(GatewayRoute route) {
    return Acceptance.of(written(route), inventory);
  }

  /** Whether a policy is about this route. */
  static boolean isTarget(TargetRef target, GatewayRoute route) {
    String group = route.apiVersion().substring(0, Math.max(0, route.apiVersion().indexOf('/')));
    return target.group().equals(group) && target.kind().equals(route.kind())
        && target.namespace().equals(route.namespace()) && target.name().equals(route.name());
  }
}
