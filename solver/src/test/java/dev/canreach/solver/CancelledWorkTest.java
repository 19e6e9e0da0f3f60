package dev.canreach.solver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.canreach.lint.LintInput;
import dev.canreach.lint.Linter;
import dev.canreach.lint.Rule;
import dev.canreach.lint.RuleContext;
import dev.canreach.lint.RuleMetadata;
import dev.canreach.lint.rules.Rules;
import dev.canreach.packet.PacketExpr;
import dev.canreach.query.Answer;
import dev.canreach.query.Question;
import dev.canreach.query.Verdict;
import dev.canreach.report.QuestionJson;
import dev.canreach.source.Diagnostics;
import dev.canreach.source.SourceReader;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What nobody waits for any longer ends, whatever it is about, and spoils nothing for those who ask later. */
class CancelledWorkTest {
  private static final String INPUT = """
      {apiVersion: v1, kind: Pod, metadata: {name: a, namespace: t, labels: {app: a}},
       spec: {containers: [{name: c, image: i}]}}
      ---
      {apiVersion: v1, kind: Pod, metadata: {name: b, namespace: t, labels: {app: b}},
       spec: {containers: [{name: c, image: i}]}}
      ---
      {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: p, namespace: t},
       spec: {podSelector: {matchLabels: {app: b}}, policyTypes: [Ingress]}}
      """;

  @AfterEach
  void isNoLongerInterrupted() {
    Thread.interrupted();
  }

  private static Snapshot load() {
    Diagnostics diagnostics = new Diagnostics();
    return Canreach.load(new SourceReader().read("input.yaml", INPUT.getBytes(UTF_8), diagnostics), diagnostics,
        LoadOptions.DEFAULT);
  }

  @Test
  void theNetworkOfAnInput() {
    Snapshot snapshot = load();
    Thread.currentThread().interrupt();
    assertThatThrownBy(snapshot::network).isInstanceOf(CancellationException.class);
    Thread.interrupted();

    assertThat(snapshot.network().endpoint("pod/t/a")).isPresent();
  }

  @Test
  void anAnswer() throws Exception {
    Question question = QuestionJson.read("{\"from\": \"t/a\", \"to\": \"t/b\", \"protocol\": \"TCP\", \"port\": 80}");
    Snapshot snapshot = load();
    snapshot.network();
    try (Session session = snapshot.open()) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> session.ask(question)).isInstanceOf(CancellationException.class);
      Thread.interrupted();

      assertThat(session.ask(question)).isInstanceOfSatisfying(Answer.Judged.class,
          answer -> assertThat(answer.verdict()).isEqualTo(Verdict.BLOCKED));
    }
  }

  /** A thread of its own asks, since rules that are still on their way may interrupt it later. */
  @Test
  void rulesOnWhateverThreadTheyRun() throws InterruptedException {
    Snapshot snapshot = load();
    LintInput input = new LintInput(snapshot.inventory(), snapshot.network(), List.of(), false);
    AtomicReference<Thread> asking = new AtomicReference<>();
    AtomicReference<RuntimeException> end = new AtomicReference<>();
    Rule endless = new Endless(asking);
    Thread thread = new Thread(() -> {
      asking.set(Thread.currentThread());
      try {
        new Linter(List.of(endless, endless, endless)).run(input, () -> {
          throw new AssertionError("nobody asks for a prover");
        });
      } catch (CancellationException e) {
        end.set(e);
      }
    });
    thread.start();
    thread.join();

    assertThat(end.get()).isInstanceOf(CancellationException.class);
  }

  /** Goes on until its caller is interrupted, and interrupts it. */
  private record Endless(AtomicReference<Thread> asking) implements Rule {
    @Override
    public RuleMetadata metadata() {
      return Rules.all().get(0).metadata();
    }

    @Override
    public void check(RuleContext context) {
      while (true) {
        PacketExpr.or(PacketExpr.isHttp(), PacketExpr.loopback());
        asking.get().interrupt();
      }
    }
  }
}
