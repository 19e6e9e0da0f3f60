package dev.canreach.solver;

import static java.nio.charset.StandardCharsets.UTF_8;
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
import java.util.List;
import org.junit.jupiter.api.Test;

/** ISTIO/I-5: without a policy for some pods that of their namespace counts, and without that the one of the mesh. */
class PeerLayersTest {
  private static final Path INPUT = Path.of("../testdata/reach/istio/peer-layers/mesh.yaml");

  private static Snapshot load(List<String> left) throws IOException {
    Diagnostics diagnostics = new Diagnostics();
    List<String> kept = List.of(Files.readString(INPUT).split("---\n", -1))
        .stream()
        .filter(text -> !text.contains("PeerAuthentication") || left.stream().anyMatch(text::contains))
        .toList();
    return Canreach.load(new SourceReader().read("input.yaml",
        String.join("---\n", kept).getBytes(UTF_8), diagnostics), diagnostics,
        LoadOptions.DEFAULT);
  }

  private static Answer.Judged ask(String to, int port, String... left) throws IOException, QuestionException {
    try (Session session = load(List.of(left)).open()) {
      return (Answer.Judged) session.ask(QuestionJson.read("{\"from\": \"pod/plain/bare\", \"to\": \"pod/shop/" + to
          + "\", \"protocol\": \"TCP\", \"port\": " + port + "}"));
    }
  }

  private static List<String> blockers(String to, int port, String... left) throws IOException, QuestionException {
    return ask(to, port, left).blockers().stream().map(blocker -> blocker.origin().object()).distinct().toList();
  }

  @Test
  void everyPolicyThatWouldRefuseIsNamed() throws IOException, QuestionException {
    String mesh = "PeerAuthentication istio-system/mesh";
    String namespace = "PeerAuthentication shop/all";
    String[] all = {"name: mesh", "name: all", "name: stock, namespace: shop}\nspec:\n  selector"};
    assertThat(blockers("stock", 8080, all)).containsExactlyInAnyOrder(mesh, namespace,
        "PeerAuthentication shop/stock");
    assertThat(blockers("stock", 7000, all)).containsExactlyInAnyOrder(mesh, namespace);
    assertThat(blockers("till", 80, all)).containsExactlyInAnyOrder(mesh, namespace);
    assertThat(blockers("till", 80, "name: mesh")).containsExactly(mesh);
    assertThat(ask("till", 80).verdict()).isEqualTo(Verdict.REACHABLE);
  }
}
