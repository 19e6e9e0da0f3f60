package dev.canreach.lower.gateway;

import dev.canreach.lower.Assumptions;
import dev.canreach.lower.EndpointDraft;
import dev.canreach.lower.EndpointRegistry;
import dev.canreach.lower.Lowering;
import dev.canreach.lower.NetworkBuilder;
import dev.canreach.lower.kubernetes.Acceptance;
import dev.canreach.lower.kubernetes.Backends;
import dev.canreach.lower.kubernetes.Cluster;
import dev.canreach.lower.kubernetes.ClusterFacts;
import dev.canreach.lower.kubernetes.PodClass;
import dev.canreach.lower.kubernetes.PodClasses;
import dev.canreach.lower.proxy.Proxies;
import dev.canreach.lower.proxy.RefusedWays;
import dev.canreach.lower.proxy.ServiceTargets;
import dev.canreach.model.Endpoint;
import dev.canreach.model.Origin;
import dev.canreach.model.Role;
import dev.canreach.model.Route;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.PacketExpr;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.gateway.Gateway;
import dev.canreach.resource.gateway.GatewayClass;
import dev.canreach.resource.gateway.GatewayRoute;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The Gateway API: a Gateway is an endpoint whose routes lead through its proxy to the backends (K8S/G-24). */
public final class GatewayLowering implements Lowering {
  /** The label by which the pods of a Gateway's proxy are known (K8S/G-20). */
  private static final String GATEWAY_NAME = "gateway.networking.k8s.io/gateway-name";

  /** The id of the endpoint that a Gateway is. */
  public static String id(Gateway gateway) {
    return "gateway/" + gateway.namespace() + "/" + gateway.name();
  }

  @Override
  public Rules endpoints(Inventory inventory, Assumptions assumptions, EndpointRegistry registry) {
    List<Gateway> gateways = inventory.latest(Gateway.class);
    if (gateways.isEmpty() && inventory.all(GatewayRoute.class).isEmpty()) {
      return network -> {
      };
    }
    ClusterFacts facts = ClusterFacts.of(inventory, assumptions, PodClasses.of(inventory).all());
    for (Gateway gateway : gateways) {
      registry.add(EndpointDraft.plain(id(gateway), Role.VIRTUAL, gateway.namespace(), gateway.name(),
          gateway.addresses(), facts.families(gateway.addresses()), origin(gateway)));
    }
    return network -> addRoutes(gateways, inventory, assumptions, network);
  }

  private static void addRoutes(List<Gateway> gateways, Inventory inventory, Assumptions assumptions,
      NetworkBuilder network) {
    Cluster cluster = Cluster.of(inventory, assumptions, network);
    Backends backends = Backends.of(inventory, cluster, network);
    ServiceTargets services = new ServiceTargets(inventory, backends);
    Grants grants = new Grants(inventory);
    Attachments attachments = new Attachments(inventory, cluster.namespaces(), grants);
    RuleShares shares = new RuleShares(inventory, services, grants);
    new Conditions(inventory, attachments, shares, grants, network).state();
    new MeshRoutes(inventory, services, backends).addTo(network);
    Set<String> classes = inventory.latest(GatewayClass.class)
        .stream()
        .map(GatewayClass::name)
        .collect(Collectors.toSet());
    for (Gateway gateway : gateways) {
      Endpoint entry = network.endpoint(id(gateway)).orElseThrow();
      List<PodClass> pods = cluster.pods()
          .values()
          .stream()
          .filter(pod -> pod.namespace().equals(gateway.namespace())
              && gateway.name().equals(pod.labels().get(GATEWAY_NAME)))
          .toList();
      Proxies proxies = Proxies.of(pods, entry, services, network,
          "the proxies of `" + gateway.id() + "`, whose pods the input lacks", origin(gateway));
      PacketExpr served = PacketExpr.and(Acceptance.of(gateway, inventory), classServes(gateway, classes, assumptions));
      var routes = new GatewayRoutes(gateway, attachments, shares, inventory, served);
      var refused = new RefusedObjects(inventory).of(gateway);
      network.route(planes -> RefusedWays.beside(
          new Route(entry.index(), "gateway " + gateway.namespace() + "/" + gateway.name(),
              proxies.ways(planes).stream().flatMap(ways -> routes.alternatives(ways).stream()).toList(),
              origin(gateway)),
          refused));
    }
  }

  /** Classes are often installed apart from what uses them (K8S/G-02). */
  private static PacketExpr classServes(Gateway gateway, Set<String> classes, Assumptions assumptions) {
    if (classes.contains(gateway.className())) {
      return PacketExpr.TRUE;
    }
    return assumptions.world() == Assumptions.World.CLOSED
        ? PacketExpr.FALSE
        : PacketExpr.holds(Assumption.defaulted("gatewayClass",
            "the cluster has a GatewayClass `" + gateway.className() + "` that a controller serves",
            "add the GatewayClass to the input", true));
  }

  static Origin origin(Gateway gateway) {
    return new Origin(gateway.id(), "", "", gateway.span());
  }
}
