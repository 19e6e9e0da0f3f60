package dev.canreach.solver.smt;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CircuitTest {
  private static final Variable PORT = new Variable("port", 16);
  private static final Choice CHOICE = new Choice.Removed("p");

  private final Circuit circuit = new Circuit();
  private final int web = circuit.is(PORT, 80);
  private final int chosen = circuit.chosen(CHOICE);

  @Test
  void constantsVanish() {
    assertThat(circuit.and(web, Circuit.TRUE)).isEqualTo(web);
    assertThat(circuit.and(web, Circuit.FALSE)).isEqualTo(Circuit.FALSE);
    assertThat(circuit.or(web, Circuit.FALSE)).isEqualTo(web);
    assertThat(circuit.or(web, Circuit.TRUE)).isEqualTo(Circuit.TRUE);
    assertThat(circuit.and()).isEqualTo(Circuit.TRUE);
    assertThat(circuit.or()).isEqualTo(Circuit.FALSE);
    assertThat(circuit.not(circuit.not(web))).isEqualTo(web);
    assertThat(circuit.not(Circuit.TRUE)).isEqualTo(Circuit.FALSE);
    assertThat(circuit.within(PORT, 0, 65535)).isEqualTo(Circuit.TRUE);
    assertThat(circuit.within(PORT, 9, 8)).isEqualTo(Circuit.FALSE);
  }

  @Test
  void equalGatesAreOne() {
    assertThat(circuit.and(web, chosen)).isEqualTo(circuit.and(chosen, web, chosen));
    assertThat(circuit.within(PORT, 80, 80)).isEqualTo(web);
  }

  @Test
  void onlyWhatTheRootDependsOnIsReachable() {
    int root = circuit.or(circuit.not(web), circuit.within(PORT, 1, 2));

    assertThat(circuit.choices(root)).isEmpty();
    assertThat(circuit.choices(circuit.and(root, chosen))).containsExactly(CHOICE);
    assertThat(circuit.reachable(root).get(web)).isTrue();
    assertThat(circuit.reachable(root).get(chosen)).isFalse();
  }

  @Test
  void aPointDecidesEveryGate() {
    Point point = new Point(Map.of(PORT, BigInteger.valueOf(80)), Map.of(CHOICE, true));

    assertThat(point.satisfies(circuit, circuit.and(web, chosen))).isTrue();
    assertThat(point.with(PORT, BigInteger.ONE).satisfies(circuit, circuit.and(web, chosen))).isFalse();
    assertThat(point.satisfies(circuit, circuit.choose(web, circuit.not(chosen), chosen))).isFalse();
    assertThat(point.residue(circuit, circuit.and(web, chosen))).isEqualTo(chosen);
    assertThat(point.residue(circuit, circuit.or(circuit.not(web), circuit.not(chosen))))
        .isEqualTo(circuit.not(chosen));
  }
}
