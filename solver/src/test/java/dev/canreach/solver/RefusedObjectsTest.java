package dev.canreach.solver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canreach.query.Answer;
import dev.canreach.query.QuestionException;
import dev.canreach.query.Verdict;
import dev.canreach.report.QuestionJson;
import dev.canreach.source.Diagnostics;
import dev.canreach.source.SourceReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** ISTIO/I-14: an answer depends on the refused objects that make a difference to it, and on no others. */
class RefusedObjectsTest {
  private static final Path INPUT = Path.of("../testdata/reach/istio/refused/mesh.yaml");

  private static Answer.Judged ask(String question) throws IOException, QuestionException {
    Diagnostics diagnostics = new Diagnostics();
    Snapshot snapshot = Canreach.load(new SourceReader().read("input.yaml", Files.readAllBytes(INPUT), diagnostics),
        diagnostics, LoadOptions.DEFAULT);
    try (Session session = snapshot.open()) {
      return (Answer.Judged) session.ask(QuestionJson.read(question));
    }
  }

  @Test
  void othersAreNotNamed() throws IOException, QuestionException {
    Answer.Judged depot = ask("""
        {"from": "pod/shop/web", "to": "service/shop/depot", "port": 80, "http": {"host": "depot", "path": "/"}}""");
    assertThat(depot.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(depot.assumptions()).singleElement().satisfies(each -> {
      assertThat(each.assumption().statement())
          .isEqualTo("`VirtualService shop/depot`, once it is corrected, sends this call to somebody who takes it");
      assertThat(each.ifTrue()).isEqualTo(Verdict.REACHABLE);
      assertThat(each.ifFalse()).isNotEqualTo(Verdict.REACHABLE);
    });
  }
}
