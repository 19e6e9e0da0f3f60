package dev.canreach.lower.calico;

import dev.canreach.lower.Assumptions;
import dev.canreach.lower.Engine;
import dev.canreach.lower.NetworkBuilder;
import dev.canreach.lower.kubernetes.Cluster;
import dev.canreach.packet.PacketExpr;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.calico.CalicoPolicy;
import java.util.List;
import java.util.stream.Stream;

/**
 * Calico's policies in a cluster whose network plugin is not Calico, or is not known: they do nothing, or nobody knows
 * (CNI/3.6).
 */
final class ForeignPolicies {
  private final Inventory inventory;
  private final Assumptions assumptions;
  private final Engine engine;
  private final NetworkBuilder network;

  ForeignPolicies(Inventory inventory, Assumptions assumptions, Engine engine, NetworkBuilder network) {
    this.inventory = inventory;
    this.assumptions = assumptions;
    this.engine = engine;
    this.network = network;
  }

  void add() {
    RefusedPolicies read = new RefusedPolicies(inventory);
    List<CalicoPolicy> policies = Stream.concat(read.placed().stream(), read.anywhere().stream()).toList();
    PacketExpr enforced = engine.enforcesPoliciesOf(Engine.CALICO);
    if (policies.isEmpty() || enforced.equals(PacketExpr.FALSE)) {
      return;
    }
    Cluster cluster = Cluster.of(inventory, assumptions, network);
    List<Thing> things = Things.of(inventory, assumptions, cluster, network);
    Peers peers = new Peers(new ThingIndex(things), network.endpoints(), cluster);
    HostCoverage coverage = new HostCoverage(things, peers, cluster);
    Doubts doubts = new Doubts(network, (policy, side) -> {
      var selector = Scoping.subjects(policy);
      return PacketExpr.and(enforced, PacketExpr.or(peers.pods(selector, side),
          coverage.hosts(coverage.selected(selector, peers.index()), side)));
    });
    policies.forEach(policy -> doubts.about(policy, "`" + policy.id() + "`, if the network plugin is Calico,",
        "name the network plugin: --assume cni=PLUGIN"));
    doubts.add();
  }
}
