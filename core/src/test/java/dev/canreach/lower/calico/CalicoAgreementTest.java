package dev.canreach.lower.calico;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canreach.eval.Evaluator;
import dev.canreach.lower.Assumptions;
import dev.canreach.lower.Lowerings;
import dev.canreach.model.Endpoint;
import dev.canreach.model.Network;
import dev.canreach.packet.Address;
import dev.canreach.packet.End;
import dev.canreach.packet.IpFamily;
import dev.canreach.packet.Packet;
import dev.canreach.packet.Protocol;
import dev.canreach.packet.Valuation;
import dev.canreach.resource.ReadManifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Lowering and evaluator agree with Calico's documented algorithm, read literally (CALICO/1.6 to 1.9). */
class CalicoAgreementTest {
  private static final int PACKETS = 20;

  @Property(tries = 1_000, shrinking = ShrinkingMode.OFF)
  void agreesWithTheDocumentation(@ForAll long seed) {
    SmallWorld world = new SmallWorld(seed);
    ReadManifest read = ReadManifest.of(world.yaml());
    assertThat(read.errors()).as(world.yaml()).isEqualTo("-");
    Network network = Lowerings.lower(read.inventory(), Assumptions.parse(List.of("cni=calico")).assumptions(),
        List.of());
    CalicoDocumentation documentation = new CalicoDocumentation(world);
    Evaluator evaluator = new Evaluator(network, Valuation.DEFAULT);
    Random random = new Random(seed);
    List<String> ends = new ArrayList<>(SmallWorld.OUTSIDE);
    world.pods.forEach(pod -> ends.add(pod.name()));
    for (int i = 0; i < PACKETS; i++) {
      String source = ends.get(random.nextInt(ends.size()));
      String destination = ends.get(random.nextInt(ends.size()));
      boolean tcp = random.nextBoolean();
      int port = 78 + random.nextInt(5);
      if (!source.equals(destination)) {
        Packet packet = new Packet(IpFamily.IPV4, tcp ? Protocol.TCP : Protocol.UDP, end(source, world, network),
            end(destination, world, network), 40_000, port, 0, 0, false);
        assertThat(evaluator.decide(network.direct(), packet).allowed())
            .as("%s to %s, %s %d%n%s", source, destination, packet.protocol(), port, world.yaml())
            .isEqualTo(documentation.permits(source, destination, tcp ? "TCP" : "UDP", port));
      }
    }
  }

  private static End end(String name, SmallWorld world, Network network) {
    return world.pods.stream().filter(pod -> pod.name().equals(name)).findFirst().map(pod -> {
      Endpoint endpoint = network.endpoint("pod/" + pod.namespace() + "/" + name).orElseThrow();
      return End.at(endpoint.index(), Address.parse(pod.address()).orElseThrow());
    }).orElseGet(() -> End.at(network.outside().index(), Address.parse(name).orElseThrow()));
  }
}
