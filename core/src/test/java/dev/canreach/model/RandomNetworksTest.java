package dev.canreach.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canreach.eval.Decision;
import dev.canreach.eval.Evaluator;
import dev.canreach.packet.Packet;
import org.junit.jupiter.api.Test;

class RandomNetworksTest {
  @Test
  void theSameSeedGivesTheSameNetworksAndPackets() {
    RandomNetworks first = new RandomNetworks(7);
    RandomNetworks second = new RandomNetworks(7);
    for (int i = 0; i < 20; i++) {
      Network a = first.network();
      Network b = second.network();
      assertThat(a.endpoints()).isEqualTo(b.endpoints());
      assertThat(a.direct()).isEqualTo(b.direct());
      assertThat(a.routes()).isEqualTo(b.routes());
      assertThat(first.packet(a)).isEqualTo(second.packet(b));
    }
  }

  /** A generator that nearly always allows, or nearly always denies, would agree with anything. */
  @Test
  void neitherVerdictIsRare() {
    RandomNetworks networks = new RandomNetworks(1);
    int allowed = 0;
    int direct = 0;
    int packets = 4000;
    for (int i = 0; i < packets; i++) {
      Network network = networks.network();
      Path path = networks.path(network);
      Packet packet = networks.packet(network);
      Decision decision = new Evaluator(network, networks.valuation()).decide(path, packet);
      allowed += decision.allowed() ? 1 : 0;
      direct += path.equals(network.direct()) ? 1 : 0;
    }
    assertThat(allowed).isBetween(packets / 4, packets * 3 / 4);
    assertThat(direct).isBetween(packets / 4, packets * 3 / 4);
  }
}
