package dev.canreach.solver.smt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.canreach.model.Endpoint;
import dev.canreach.model.Network;
import dev.canreach.model.RandomNetworks;
import dev.canreach.packet.Packet;
import dev.canreach.packet.PacketExpr;
import dev.canreach.query.Flow;
import dev.canreach.query.Proof;
import dev.canreach.query.Prover;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import org.junit.jupiter.api.Test;

class CrossCheckedProverTest {
  private static final Prover PROVER = new CrossCheckedProver(new SmtProver());

  @AfterContainer
  static void close() {
    PROVER.close();
  }

  @Property(tries = 1000, shrinking = ShrinkingMode.OFF)
  void theInterpretersAgreeOnDenseNetworks(@ForAll long seed) {
    RandomQuestion question = new RandomQuestion(seed);

    assertThat(PROVER.delivers(question.network, question.flow)).isNotInstanceOf(Proof.GaveUp.class);
    assertThat(PROVER.loses(question.network, question.flow)).isNotInstanceOf(Proof.GaveUp.class);
  }

  @Property(tries = 500, shrinking = ShrinkingMode.OFF)
  void theInterpretersAgreeBetweenAllEndpoints(@ForAll long seed) {
    RandomNetworks random = new RandomNetworks(seed);
    Network network = random.network();
    for (Endpoint source : network.endpoints()) {
      for (Endpoint destination : network.endpoints()) {
        Flow flow = new Flow(source.index(), destination.index(), false, random.request(), random.guard(),
            random.path(network));

        assertThat(PROVER.delivers(network, flow)).isNotInstanceOf(Proof.GaveUp.class);
      }
    }
  }

  @Test
  void aWrongProofIsADefect() {
    Network network = Networks.of();
    Flow flow = Networks.flow(network, Networks.CLIENT, Networks.SERVER, Networks.POSTGRES);
    try (Prover lying = new CrossCheckedProver(new Lying())) {
      assertThatThrownBy(() -> lying.delivers(network, flow)).isInstanceOf(DisagreementException.class)
          .hasMessageContaining("the sets say the opposite")
          .hasMessageContaining("pod/x/2")
          .hasMessageContaining("(check-sat)");
    }
  }

  /** Finds nothing, ever. */
  private static final class Lying implements Prover {
    @Override
    public Proof delivers(Network network, Flow flow) {
      return new Proof.None(List.of());
    }

    @Override
    public Proof loses(Network network, Flow flow) {
      return new Proof.None(List.of());
    }

    @Override
    public Optional<Set<String>> removals(Network network, Flow flow) {
      return Optional.empty();
    }

    @Override
    public Optional<Packet> difference(Network network, int source, int destination, PacketExpr left,
        PacketExpr right) {
      return Optional.empty();
    }

    @Override
    public String smt2(Network network, List<Flow> flows) {
      return "";
    }

    @Override
    public void close() {}
  }
}
