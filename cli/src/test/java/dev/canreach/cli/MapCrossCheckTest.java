package dev.canreach.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canreach.model.Network;
import dev.canreach.packet.End;
import dev.canreach.packet.IpFamily;
import dev.canreach.packet.Packet;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Protocol;
import dev.canreach.packet.Valuation;
import dev.canreach.query.Flow;
import dev.canreach.query.Proof;
import dev.canreach.query.Prover;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MapCrossCheckTest extends ShopCommandLines {
  @ParameterizedTest
  @ValueSource(strings = {"map -f .", "map -f . -o json", "map -f . --from shop/web --to internet",
    "map -f . --to shop/db --expand"})
  void aMapThatIsRightIsPrintedAsWithoutTheCheck(String commandLine) {
    Run checked = run(commandLine + " --cross-check");

    assertThat(checked.err()).isEmpty();
    assertThat(checked.exit()).isEqualTo(Exit.YES);
    assertThat(checked.out()).isEqualTo(run(commandLine).out());
  }

  @Test
  void anInterpreterThatSaysSomethingElseIsAnInternalErrorAndNothingIsPrinted() {
    Run run = run("", terminal -> Main.reported(terminal, () -> {
      MapCommand command = new MapCommand(terminal, snapshot -> snapshot.open(new Blind()));
      assertThat(command.syntax().read(List.of("-f", ".", "--cross-check"))).isTrue();
      return command.run();
    }));

    assertThat(run.exit()).isEqualTo(Exit.INTERNAL);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("internal error", "the interpreters disagree about the map", "the map says");
  }

  /** Takes every flow for one that loses packets. */
  private static final class Blind implements Prover {
    @Override
    public Proof delivers(Network network, Flow flow) {
      return new Proof.None(List.of());
    }

    @Override
    public Proof loses(Network network, Flow flow) {
      Packet packet = new Packet(IpFamily.IPV4, Protocol.TCP, End.of(flow.source()), End.of(flow.destination()), 1, 1,
          0, 0, false);
      return new Proof.Found(packet, Valuation.DEFAULT, List.of());
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
