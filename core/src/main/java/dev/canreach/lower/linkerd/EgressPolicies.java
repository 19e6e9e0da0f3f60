package dev.canreach.lower.linkerd;

import dev.canreach.lower.Lowering;
import dev.canreach.lower.NetworkBuilder;
import dev.canreach.lower.kubernetes.Acceptance;
import dev.canreach.lower.kubernetes.Blocks;
import dev.canreach.lower.kubernetes.ExternalNames;
import dev.canreach.lower.kubernetes.RefusedParts;
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
import dev.canreach.resource.linkerd.EgressNetwork;
import dev.canreach.resource.linkerd.PolicyRoute;
import dev.canreach.resource.linkerd.TargetRef;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Calls to the outside that the proxies of clients refuse. Where several networks or routes compete, what they do together is
 * left open.
 */
record EgressPolicies(Inventory inventory, Membership membership, MeshSettings settings, PacketExpr sent,
    Blocks blocks) implements Lowering.Rules {

  /** The namespace whose networks count for every client. */
  private static final String GLOBAL = "linkerd-egress";

  @Override
  public void addTo(NetworkBuilder network) {
    List<EgressNetwork> all = inventory.latest(EgressNetwork.class);
    SortedMap<String, BitSet> clients = new TreeMap<>();
    membership.pods()
        .forEach((endpoint, pod) -> clients.computeIfAbsent(pod.namespace(), key -> new BitSet()).set(endpoint));
    membership.futures()
        .forEach((endpoint, namespace) -> clients.computeIfAbsent(namespace, key -> new BitSet()).set(endpoint));
    List<PolicyRule> rules = new ArrayList<>();
    clients.forEach((namespace, pods) -> {
      List<EgressNetwork> own = all.stream()
          .filter(each -> each.namespace().equals(namespace) || each.namespace().equals(GLOBAL))
          .toList();
      for (EgressNetwork each : own) {
        if (!each.allows() || hasRoutes(each) || !refused(each).isEmpty()) {
          boolean certain = own.size() == 1 && !hasRoutes(each);
          rules.add(rule(each, pods, certain, network));
        }
      }
    });
    network.proxy("linkerd", NetworkBuilder.MESH_CONNECTION, new Tier("egress", List.of(), rules, Action.PASS));
  }

  private RefusedParts refused(EgressNetwork egress) {
    return RefusedParts.of(egress, inventory);
  }

  private boolean hasRoutes(EgressNetwork egress) {
    return Stream.concat(inventory.all(GatewayRoute.class).stream(),
        inventory.all(PolicyRoute.class).stream().map(PolicyRoute::route))
        .flatMap(route -> route.parents().stream())
        .anyMatch(parent -> parent.parent().isA(TargetRef.POLICY, "EgressNetwork")
            && parent.parent().namespace().equals(egress.namespace())
            && parent.parent().name().equals(egress.name()));
  }

  private PolicyRule rule(EgressNetwork egress, BitSet pods, boolean certain, NetworkBuilder network) {
    Origin origin = new Origin(egress.id(), "", "spec.trafficPolicy", egress.span());
    PacketExpr refuses = certain
        ? PacketExpr.TRUE
        : PacketExpr.holds(Assumption.open("not understood",
            "the routes and networks beside `" + egress.id() + "` leave this call refused",
            "leave one EgressNetwork without routes"));
    PacketExpr subject = PacketExpr.and(sent, PacketExpr.isEndpoint(Side.SOURCE, EndpointSet.of(pods)),
        within(egress, network), Acceptance.of(egress, inventory), refuses,
        refused(egress).isEmpty() ? PacketExpr.TRUE : refused(egress).mayMean("refuses this call"));
    return new PolicyRule(subject, List.of(), Action.DENY, origin);
  }

  /** The call leaves the cluster for one of the networks. */
  private PacketExpr within(EgressNetwork egress, NetworkBuilder network) {
    BitSet outside = new BitSet();
    BitSet names = new BitSet();
    for (Endpoint endpoint : network.endpoints()) {
      outside.set(endpoint.index(), endpoint.role() == Role.OUTSIDE);
      names.set(endpoint.index(), endpoint.role() == Role.IMPLIED && endpoint.id().startsWith(ExternalNames.PREFIX));
    }
    BitSet everything = (BitSet) outside.clone();
    everything.or(names);
    PacketExpr leaves = PacketExpr.isEndpoint(Side.DESTINATION, EndpointSet.of(everything));
    if (!refused(egress).isEmpty()) {
      return leaves;
    }
    if (egress.networks().isPresent()) {
      return PacketExpr.and(leaves, PacketExpr.or(egress.networks()
          .get()
          .stream()
          .map(block -> blocks.contain(Side.DESTINATION, block))
          .toList()));
    }
    PacketExpr inCluster = PacketExpr.or(settings.clusterNetworks()
        .stream()
        .map(block -> PacketExpr.inPrefix(Side.DESTINATION, block))
        .toList());
    PacketExpr named = PacketExpr.and(PacketExpr.isEndpoint(Side.DESTINATION, EndpointSet.of(names)),
        PacketExpr.holds(Assumption.open("dns", "the name stands for an address in the networks of the cluster",
            "--assume dns.NAME=ADDRESS")));
    return PacketExpr.and(leaves, PacketExpr.not(PacketExpr.or(inCluster, named)));
  }
}
