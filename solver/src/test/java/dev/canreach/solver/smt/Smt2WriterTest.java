package dev.canreach.solver.smt;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.z3.Context;
import com.microsoft.z3.Solver;
import com.microsoft.z3.Status;
import dev.canreach.query.Flow;
import dev.canreach.query.Proof;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;

class Smt2WriterTest {
  private static final SmtProver PROVER = new SmtProver();

  @AfterContainer
  static void close() {
    PROVER.close();
  }

  @Property(tries = 500, shrinking = ShrinkingMode.OFF)
  void theScriptIsSatisfiableIffSomePacketMayArrive(@ForAll long seed) {
    RandomQuestion question = new RandomQuestion(seed);
    Proof proof = PROVER.delivers(question.network, question.flow);
    String script = PROVER.smt2(question.network, List.of(question.flow));

    assertThat(answer(script)).isEqualTo(proof instanceof Proof.None ? Status.UNSATISFIABLE : Status.SATISFIABLE);
  }

  @Property(tries = 200, shrinking = ShrinkingMode.OFF)
  void severalFlowsAreOneScript(@ForAll long seed) {
    RandomQuestion question = new RandomQuestion(seed);
    var back = new Flow(/* source= */ question.flow.destination(), /* destination= */ question.flow.source(), false,
        question.flow.guard(), question.flow.path());
    boolean none = PROVER.delivers(question.network, question.flow) instanceof Proof.None
        && PROVER.delivers(question.network, back) instanceof Proof.None;
    String script = PROVER.smt2(question.network, List.of(question.flow, back));

    assertThat(answer(script)).isEqualTo(none ? Status.UNSATISFIABLE : Status.SATISFIABLE);
  }

  private static Status answer(String script) {
    Z3Library.load();
    try (Context context = new Context()) {
      Solver solver = context.mkSimpleSolver();
      solver.fromString(script);
      return solver.check();
    }
  }
}
