package dev.canreach.solver.smt;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.canreach.model.Action;
import dev.canreach.model.Network;
import dev.canreach.model.Tier;
import dev.canreach.packet.Field;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Protocol;
import dev.canreach.packet.Valuation;
import dev.canreach.query.Prover;
import dev.canreach.sets.ReachabilityMap;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrossCheckedMapTest {
  private static final Prover PROVER = new SmtProver();

  @AfterAll
  static void close() {
    PROVER.close();
  }

  /** The server is isolated but for these ports. */
  private static Network open(int first, int last, PacketExpr when) {
    PacketExpr ports = PacketExpr.and(when, PacketExpr.is(Protocol.TCP),
        PacketExpr.inRange(Field.DESTINATION_PORT, first, last));
    Tier tier = Networks.policies(List.of(Networks.rule("db", Action.ALLOW, ports)), "db");
    return Networks.of(tier);
  }

  private static void check(Network network, Network mapped) {
    new CrossCheckedMap(network, PROVER, new ReachabilityMap(mapped, Valuation.DEFAULT)).check(end -> true,
        end -> true);
  }

  @Test
  void theMapOfTheNetworkItselfIsRight() {
    Network open = open(80, 90, PacketExpr.holds(Networks.OPEN));

    assertThatCode(() -> check(open, open)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({"80, 89, is delivered", "81, 90, is delivered", "80, 91, is lost", "79, 90, is lost"})
  void aMapThatIsWrongAboutOnePortIsADefect(int first, int last, String what) {
    assertThatThrownBy(() -> check(open(80, 90, PacketExpr.TRUE), open(first, last, PacketExpr.TRUE)))
        .isInstanceOf(DisagreementException.class)
        .hasMessageContaining(what)
        .hasMessageContaining("pod/x/3")
        .hasMessageContaining("(check-sat)");
  }

  @Test
  void aMapThatDecidesWhatIsOpenIsADefect() {
    Network open = open(80, 90, PacketExpr.holds(Networks.OPEN));

    assertThatThrownBy(() -> check(open, open(80, 90, PacketExpr.TRUE))).isInstanceOf(DisagreementException.class)
        .hasMessageContaining("is lost");
    assertThatThrownBy(() -> check(open, open(80, 90, PacketExpr.FALSE))).isInstanceOf(DisagreementException.class)
        .hasMessageContaining("is delivered");
  }
}
