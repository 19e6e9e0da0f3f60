package dev.canreach.lower.gateway;

import dev.canreach.lower.Lowering;
import dev.canreach.lower.NetworkBuilder;
import dev.canreach.lower.kubernetes.Backend;
import dev.canreach.lower.kubernetes.Backends;
import dev.canreach.lower.proxy.ServiceTargets;
import dev.canreach.model.Action;
import dev.canreach.model.Endpoint;
import dev.canreach.model.Origin;
import dev.canreach.model.PolicyRule;
import dev.canreach.model.Role;
import dev.canreach.model.Tier;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.EndpointSet;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Side;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.gateway.GatewayRoute;
import dev.canreach.resource.gateway.ParentRef;
import dev.canreach.resource.kubernetes.Service;
import dev.canreach.resource.kubernetes.ServicePort;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Routes whose parent is a Service: a mesh applies them to requests inside the cluster. Which mesh that is and what it
 * does is not modelled, so requests to such Services may or may not arrive (K8S/G-07).
 */
record MeshRoutes(Inventory inventory, ServiceTargets services, Backends backends) implements Lowering.Rules {

  @Override
  public void addTo(NetworkBuilder network) {
    BitSet proxies = new BitSet();
    network.endpoints()
        .stream()
        .filter(endpoint -> endpoint.role() == Role.VIRTUAL)
        .map(Endpoint::index)
        .forEach(proxies::set);
    PacketExpr inside = PacketExpr.not(PacketExpr.isEndpoint(Side.SOURCE, EndpointSet.of(proxies)));
    List<PolicyRule> rules = new ArrayList<>();
    for (GatewayRoute route : inventory.latest(GatewayRoute.class)) {
      for (ParentRef parent : route.parents()) {
        if (parent.parent().isService()) {
          services.find(parent.parent().namespace(), parent.parent().name())
              .ifPresent(service -> rules.add(rule(route, service, inside)));
        }
      }
    }
    network.ingress(NetworkBuilder.NOT_UNDERSTOOD, new Tier("mesh", List.of(), rules, Action.PASS));
  }

  private PolicyRule rule(GatewayRoute route, Service service, PacketExpr inside) {
    BitSet pods = new BitSet();
    for (ServicePort port : service.ports()) {
      backends.of(service, port).stream().map(Backend::endpoint).forEach(pods::set);
    }
    Assumption open = Assumption.open("mesh",
        "a mesh sends requests to `" + service.id() + "` elsewhere, as `" + route.id() + "` says",
        "remove the route to leave it out of account");
    return new PolicyRule(
        PacketExpr.and(PacketExpr.isEndpoint(Side.DESTINATION, EndpointSet.of(pods)), inside, PacketExpr.isHttp(),
            PacketExpr.holds(open)),
        List.of(), Action.DENY, new Origin(route.id(), "", "", route.span()));
  }
}
