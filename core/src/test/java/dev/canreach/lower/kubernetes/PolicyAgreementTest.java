package dev.canreach.lower.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canreach.eval.Decision;
import dev.canreach.eval.Evaluator;
import dev.canreach.model.Endpoint;
import dev.canreach.model.Network;
import dev.canreach.packet.Packet;
import dev.canreach.packet.Side;
import dev.canreach.packet.Valuation;
import dev.canreach.resource.kubernetes.Pod;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Lowering and evaluator agree with the documentation of NetworkPolicy, read literally. */
class PolicyAgreementTest {
  private static final int PACKETS = 25;

  @Property(tries = 10_000, shrinking = ShrinkingMode.OFF)
  void agreesWithTheDocumentation(@ForAll long seed) {
    RandomCluster cluster = RandomClusters.of(seed);
    Network network = cluster.network();
    PolicyDocumentation documentation = new PolicyDocumentation(cluster);
    Evaluator evaluator = new Evaluator(network, Valuation.DEFAULT);
    Random random = new Random(seed);
    for (int i = 0; i < PACKETS; i++) {
      Optional<Packet> packet = cluster.packet(network, random);
      if (packet.isPresent() && listed(cluster, network, packet.get())) {
        boolean expected = documentation.permits(party(cluster, network, packet.get(), Side.SOURCE),
            party(cluster, network, packet.get(), Side.DESTINATION), packet.get());
        Decision decision = evaluator.decide(network.direct(), packet.get());
        assertThat(decision.allowed()).as("%s from %s to %s%n%s", packet.get(),
            network.endpoint(packet.get().source().endpoint()).id(),
            network.endpoint(packet.get().destination().endpoint()).id(), decision).isEqualTo(expected);
      }
    }
  }

  private static boolean listed(RandomCluster cluster, Network network, Packet packet) {
    return cluster.pods().size() > 0 && !network.endpoint(packet.source().endpoint()).id().startsWith("implied/")
        && !network.endpoint(packet.destination().endpoint()).id().startsWith("implied/");
  }

  private static PolicyDocumentation.Party party(RandomCluster cluster, Network network, Packet packet, Side side) {
    Endpoint endpoint = network.endpoint(packet.end(side).endpoint());
    Optional<Pod> pod = cluster.pods()
        .stream()
        .filter(each -> ("pod/" + each.namespace() + "/" + each.name()).equals(endpoint.id()))
        .findFirst();
    Optional<String> node = pod.isPresent()
        ? pod.get().spec().nodeName()
        : Optional.of(endpoint.id()).filter(id -> id.startsWith("node/")).map(id -> id.substring(5));
    return new PolicyDocumentation.Party(pod, node, packet.end(side).address());
  }
}
