package dev.canreach.lower.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canreach.eval.Evaluator;
import dev.canreach.lower.Assumptions;
import dev.canreach.lower.Lowerings;
import dev.canreach.model.Network;
import dev.canreach.packet.Packet;
import dev.canreach.packet.Valuation;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.Resource;
import dev.canreach.resource.kubernetes.NetworkPolicy;
import dev.canreach.resource.kubernetes.PolicyRuleSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Laws of the lowering, on random clusters. */
class LoweringLawsTest {
  private static final int PACKETS = 25;

  private static Network lower(List<? extends Resource> resources) {
    return Lowerings.lower(new Inventory(resources, List.of(), List.of(), List.of(), 1), Assumptions.NONE, List.of());
  }

  @Property(tries = 200, shrinking = ShrinkingMode.OFF)
  void orderAndRepetitionOfDocumentsChangeNothing(@ForAll long seed) {
    RandomCluster cluster = RandomClusters.of(seed);
    List<Resource> shuffled = new ArrayList<>(cluster.inventory().resources());
    shuffled.addAll(cluster.inventory().resources());
    Collections.shuffle(shuffled, new Random(seed));
    Network network = cluster.network();
    Network other = lower(shuffled);
    assertThat(other.endpoints()).isEqualTo(network.endpoints());
    assertThat(other.direct()).isEqualTo(network.direct());
    assertThat(other.routes()).isEqualTo(network.routes());
    assertThat(other.groups()).isEqualTo(network.groups());
  }

  @Property(tries = 500, shrinking = ShrinkingMode.OFF)
  void aFurtherRuleNeverTakesAwayWhereIsolationStays(@ForAll long seed) {
    RandomCluster cluster = RandomClusters.of(seed);
    List<NetworkPolicy> donors = RandomClusters.of(seed + 1).policies();
    if (cluster.policies().isEmpty() || donors.isEmpty()) {
      return;
    }
    NetworkPolicy old = cluster.policies().get(0);
    NetworkPolicy donor = donors.get(0);
    NetworkPolicy more = new NetworkPolicy(old.meta(), old.podSelector(), old.policyTypes(), old.isolatesIngress(),
        old.isolatesEgress(), both(old.ingress(), donor.ingress()), both(old.egress(), donor.egress()), old.span());
    List<NetworkPolicy> policies = new ArrayList<>(cluster.policies());
    policies.set(0, more);
    RandomCluster wider = new RandomCluster(cluster.namespaces(), cluster.nodes(), cluster.pods(), policies);
    compare(cluster, wider, seed);
  }

  @Property(tries = 500, shrinking = ShrinkingMode.OFF)
  void withoutAPolicyNothingIsLostForPodsThatOthersDoNotIsolate(@ForAll long seed) {
    RandomCluster cluster = RandomClusters.of(seed);
    RandomCluster open = new RandomCluster(cluster.namespaces(), cluster.nodes(), cluster.pods(), List.of());
    compare(cluster, open, seed);
  }

  /** What passes in the first cluster passes in the second. */
  private static void compare(RandomCluster cluster, RandomCluster wider, long seed) {
    Network network = cluster.network();
    Network widerNetwork = wider.network();
    Evaluator before = new Evaluator(network, Valuation.DEFAULT);
    Evaluator after = new Evaluator(widerNetwork, Valuation.DEFAULT);
    Random random = new Random(seed);
    for (int i = 0; i < PACKETS; i++) {
      Optional<Packet> packet = cluster.packet(network, random);
      if (packet.isPresent() && before.decide(network.direct(), packet.get()).allowed()) {
        assertThat(after.decide(widerNetwork.direct(), packet.get()).allowed()).as("%s", packet.get()).isTrue();
      }
    }
  }

  private static List<PolicyRuleSpec> both(List<PolicyRuleSpec> left, List<PolicyRuleSpec> right) {
    List<PolicyRuleSpec> all = new ArrayList<>(left);
    right.forEach(rule -> all.add(new PolicyRuleSpec(rule.peers(), rule.ports(), all.size(), rule.span())));
    return all;
  }
}
