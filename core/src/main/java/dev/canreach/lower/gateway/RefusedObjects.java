package dev.canreach.lower.gateway;

import dev.canreach.lower.kubernetes.RefusedParts;
import dev.canreach.lower.proxy.Hosts;
import dev.canreach.lower.proxy.RefusedWays;
import dev.canreach.model.Origin;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.TextField;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.Resource;
import dev.canreach.resource.gateway.Gateway;
import dev.canreach.resource.gateway.GatewayRoute;
import dev.canreach.resource.gateway.ReferenceGrant;
import java.util.ArrayList;
import java.util.List;

/** What of the objects behind a Gateway the server refuses, so that it may mean anything (K8S/G-24). */
record RefusedObjects(Inventory inventory) {

  /** The requests to a Gateway that they may be about. */
  List<RefusedWays> of(Gateway gateway) {
    List<RefusedWays> ways = new ArrayList<>();
    add(ways, gateway, PacketExpr.TRUE);
    inventory.latest(ReferenceGrant.class).forEach(grant -> add(ways, grant, PacketExpr.TRUE));
    for (GatewayRoute route : inventory.latest(GatewayRoute.class)) {
      RefusedParts refused = RefusedParts.of(route, inventory);
      // a route may name the Gateway, or a set of listeners that is part of one
      boolean here = refused.touch("spec.parentRefs") || route.parents()
          .stream()
          .anyMatch(each -> !each.parent().kind().equals("Gateway")
              || (each.parent().name().equals(gateway.name())
                  && each.parent().namespace().equals(gateway.namespace())));
      if (here) {
        boolean known = !refused.touch("spec.hostnames") && !route.hostnames().isEmpty();
        add(ways, route, known
            ? PacketExpr.or(PacketExpr.not(PacketExpr.isHttp()),
                PacketExpr.or(route.hostnames().stream().map(host -> Hosts.matches(TextField.HOST, host)).toList()))
            : PacketExpr.TRUE);
      }
    }
    return ways;
  }

  private void add(List<RefusedWays> ways, Resource object, PacketExpr requests) {
    RefusedParts refused = RefusedParts.of(object, inventory);
    if (!refused.isEmpty()) {
      ways.add(new RefusedWays(refused, requests, new Origin(object.id(), "", "", object.span())));
    }
  }
}
