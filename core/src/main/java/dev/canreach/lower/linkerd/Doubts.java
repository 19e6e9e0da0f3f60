package dev.canreach.lower.linkerd;

import dev.canreach.lower.kubernetes.Acceptance;
import dev.canreach.lower.kubernetes.Cluster;
import dev.canreach.lower.kubernetes.RefusedParts;
import dev.canreach.lower.linkerd.ServedPorts.Served;
import dev.canreach.model.Action;
import dev.canreach.model.Origin;
import dev.canreach.model.PolicyRule;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Protocol;
import dev.canreach.packet.Side;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.LabelSelector;
import dev.canreach.resource.Resource;
import dev.canreach.resource.gateway.GatewayRoute;
import dev.canreach.resource.linkerd.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Servers and routes that the server refuses for what they say: once they are corrected they may let pass what others refuse,
 * and refuse what others let pass (LINKERD/L-4, L-5).
 */
record Doubts(Inventory inventory, Cluster cluster, ServedPorts servers, ServerRoutes routes, PacketExpr received) {

  /** The rules, which come before all others. */
  List<PolicyRule> rules() {
    List<PolicyRule> rules = new ArrayList<>();
    for (Server server : inventory.latest(Server.class)) {
      if (!refused(server).isEmpty()) {
        add(rules, server, PacketExpr.and(pods(server), port(server)));
      }
    }
    for (Map.Entry<GatewayRoute, Resource> route : routes.all().entrySet()) {
      if (!refused(route.getValue()).isEmpty()) {
        add(rules, route.getValue(), served(route.getKey(), refused(route.getValue())));
      }
    }
    return rules;
  }

  private RefusedParts refused(Resource resource) {
    return RefusedParts.of(resource, inventory);
  }

  /** The pods that the Server selects: any of its namespace where that could not be read. */
  private PacketExpr pods(Server server) {
    boolean known = !refused(server).touch("spec.podSelector", "spec.externalWorkloadSelector");
    return cluster.selectors()
        .podsIn(server.namespace(),
            server.pods().filter(selector -> known).orElse(LabelSelector.everything(server.span())),
            Side.DESTINATION);
  }

  private PacketExpr port(Server server) {
    return server.port().isPresent() && !refused(server).touch("spec.port")
        ? servers.port(server)
        : PacketExpr.is(Protocol.TCP);
  }

  /** The ports of the Servers that the route names: of any in its namespace where that could not be read. */
  private PacketExpr served(GatewayRoute route, RefusedParts refused) {
    return PacketExpr.or(servers.in(route.namespace())
        .stream()
        .filter(served -> refused.touch("spec.parentRefs") || routes.on(served.server()).contains(route))
        .map(Served::subject)
        .toList());
  }

  private void add(List<PolicyRule> rules, Resource resource, PacketExpr subject) {
    PacketExpr here = PacketExpr.and(received, subject, Acceptance.of(resource, inventory));
    if (here.equals(PacketExpr.FALSE)) {
      return;
    }
    rules.addAll(refused(resource).either(here, "lets this traffic pass", Action.ALLOW, Action.DENY,
        new Origin(resource.id(), "", "", resource.span())));
  }
}
