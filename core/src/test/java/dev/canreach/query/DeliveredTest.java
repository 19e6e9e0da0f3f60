package dev.canreach.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canreach.eval.Evaluator;
import dev.canreach.model.Network;
import dev.canreach.model.Path;
import dev.canreach.model.RandomNetworks;
import dev.canreach.packet.Packet;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Valuation;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What is said to be delivered is what the evaluator delivers. */
class DeliveredTest {
  private static final int PACKETS = 8;

  @Property(tries = 10_000)
  void aPacketIsDeliveredWhereTheEvaluatorDeliversIt(@ForAll long seed) {
    RandomNetworks random = new RandomNetworks(seed);
    Network network = random.network();
    Path path = random.path(network);
    PacketExpr guard = random.guard();
    Valuation valuation = random.valuation();
    Evaluator evaluator = new Evaluator(network, valuation);
    for (int i = 0; i < PACKETS; i++) {
      Packet packet = random.packet(network);
      int from = packet.source().endpoint();
      int to = packet.destination().endpoint();
      Flow flow = new Flow(from, to, packet.loopback(), packet.request(), guard, path);
      boolean arrives = evaluator.matches(guard, packet) && evaluator.decide(path, packet).allowed();

      for (Optional<Valuation> values : List.of(Optional.of(valuation), Optional.<Valuation>empty())) {
        PacketExpr delivered = new Delivered(network, values).of(flow, network.endpoint(from), network.endpoint(to));
        assertThat(evaluator.matches(delivered, packet)).as("%s arrives", packet).isEqualTo(arrives);
        assertThat(PacketExpr.mentions(delivered, term -> term instanceof PacketExpr.IsEndpoint)).isFalse();
      }
    }
  }
}
