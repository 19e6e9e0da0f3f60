package dev.canreach.api.work;

import dev.canreach.query.Answer;
import dev.canreach.query.QuestionException;
import dev.canreach.query.Verdict;
import dev.canreach.report.QuestionJson;
import dev.canreach.solver.Canreach;
import dev.canreach.solver.LoadOptions;
import dev.canreach.solver.Session;
import dev.canreach.source.Diagnostics;
import dev.canreach.source.SourceReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One question with a known answer: it shows that the solver can be loaded, and loads it. */
public final class SelfTest implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(SelfTest.class);
  private static final String MANIFESTS = """
      {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "a", "namespace": "t", "labels": {"app": "a"}},
       "spec": {"containers": [{"name": "c", "image": "i"}]}}
      {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "b", "namespace": "t", "labels": {"app": "b"}},
       "spec": {"containers": [{"name": "c", "image": "i"}]}}
      {"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy", "metadata": {"name": "p", "namespace": "t"},
       "spec": {"podSelector": {"matchLabels": {"app": "b"}}, "policyTypes": ["Ingress"]}}
      """;
  private static final String QUESTION = "{\"from\": \"t/a\", \"to\": \"t/b\", \"protocol\": \"TCP\", \"port\": 80}";

  private volatile Optional<String> problem = Optional.of("starting");

  /** Why the service cannot answer; empty when it can. */
  public Optional<String> problem() {
    return problem;
  }

  @Override
  public void run() {
    try {
      problem = verdict() == Verdict.BLOCKED ? Optional.empty() : Optional.of("the self-test has a wrong answer");
    } catch (RuntimeException | LinkageError | QuestionException e) {
      if (!Thread.currentThread().isInterrupted()) {
        LOG.atError().setCause(e).log("the solver cannot be used");
      }
      problem = Optional.of("the solver cannot be used");
    }
  }

  private static Verdict verdict() throws QuestionException {
    Diagnostics diagnostics = new Diagnostics();
    var sources = new SourceReader().read("self-test.json", MANIFESTS.getBytes(StandardCharsets.UTF_8), diagnostics);
    try (Session session = Canreach.load(sources, diagnostics, LoadOptions.DEFAULT).open()) {
      return session.ask(QuestionJson.read(QUESTION)) instanceof Answer.Judged judged
          ? judged.verdict()
          : Verdict.UNKNOWN;
    }
  }
}
