package dev.canreach.lower.linkerd;

import dev.canreach.lower.Lowering;
import dev.canreach.lower.NetworkBuilder;
import dev.canreach.lower.kubernetes.RefusedParts;
import dev.canreach.model.Endpoint;
import dev.canreach.model.Origin;
import dev.canreach.model.Path;
import dev.canreach.model.Route;
import dev.canreach.model.Step;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.Field;
import dev.canreach.packet.PacketExpr;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.Resource;
import dev.canreach.resource.gateway.GatewayRoute;
import dev.canreach.resource.gateway.ParentRef;
import dev.canreach.resource.linkerd.PolicyRoute;
import dev.canreach.resource.linkerd.ServiceProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Calls to Services that the proxies of clients send elsewhere: routes whose parent is a Service, and profiles with other
 * hosts. Where they end is not modelled, so that it is open.
 */
record Diversions(Inventory inventory, Membership membership, PacketExpr sent) implements Lowering.Rules {

  /** A Service whose calls something diverts. */
  private record Diverted(String service, PacketExpr calls, Resource by) {}

  @Override
  public void addTo(NetworkBuilder network) {
    List<Diverted> diverted = new ArrayList<>();
    inventory.latest(PolicyRoute.class).forEach(route -> ofRoute(route.route(), route, diverted));
    inventory.latest(GatewayRoute.class).forEach(route -> ofRoute(route, route, diverted));
    for (ServiceProfile profile : inventory.latest(ServiceProfile.class)) {
      String[] labels = profile.name().split("\\.", -1);
      boolean elsewhere = !profile.overrides().isEmpty()
          || RefusedParts.of(profile, inventory).touch("spec.dstOverrides");
      if (elsewhere && labels.length > 2 && labels[2].equals("svc")) {
        diverted.add(new Diverted("service/" + labels[1] + "/" + labels[0], PacketExpr.TRUE, profile));
      }
    }
    if (diverted.isEmpty() || membership.sidecars().members().isEmpty()) {
      return;
    }
    int proxy = membership.sidecars().members().get(0);
    Map<Integer, List<Diverted>> byEntry = new TreeMap<>();
    for (Diverted each : diverted) {
      for (String id : List.of(each.service(), each.service() + "/cluster-ip")) {
        network.endpoint(id)
            .map(Endpoint::index)
            .ifPresent(entry -> byEntry.computeIfAbsent(entry, key -> new ArrayList<>()).add(each));
      }
    }
    network.takeovers(planes -> routes(byEntry, proxy));
  }

  private static void ofRoute(GatewayRoute route, Resource written, List<Diverted> diverted) {
    for (ParentRef parent : route.parents()) {
      if (parent.parent().isService() || parent.parent().isA("core", "Service")) {
        PacketExpr port = parent.port().isPresent()
            ? PacketExpr.is(Field.DESTINATION_PORT, parent.port().getAsInt())
            : PacketExpr.TRUE;
        PacketExpr read = switch (route.routeKind()) {
          case HTTP, GRPC -> PacketExpr.isHttp();
          case TLS, TCP, UDP -> PacketExpr.TRUE;
        };
        diverted.add(new Diverted("service/" + parent.parent().namespace() + "/" + parent.parent().name(),
            PacketExpr.and(port, read), written));
      }
    }
  }

  private List<Route> routes(Map<Integer, List<Diverted>> byEntry, int proxy) {
    List<Route> routes = new ArrayList<>();
    byEntry.forEach((entry, all) -> {
      List<Route.Alternative> ways = new ArrayList<>();
      Origin first = origin(all.get(0));
      for (Diverted each : all) {
        Assumption open = Assumption.open("mesh",
            "where the proxy of the client sends the call, as `" + each.by().id() + "` says, it is served",
            "remove `" + each.by().id() + "` to leave it out of account");
        List<Step> steps = new ArrayList<>();
        steps.add(new Step.Hop("client proxy", PacketExpr.and(sent, each.calls()), List.of(), origin(each)));
        steps.add(new Step.Hop("client proxy", PacketExpr.holds(open), List.of(), origin(each)));
        ways.add(new Route.Alternative(proxy, 1, new Path(steps)));
      }
      routes.add(new Route(entry, "proxies of clients", ways, first));
    });
    return routes;
  }

  private static Origin origin(Diverted diverted) {
    return new Origin(diverted.by().id(), "", "", diverted.by().span());
  }
}
