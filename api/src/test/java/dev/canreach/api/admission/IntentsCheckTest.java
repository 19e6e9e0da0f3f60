package dev.canreach.api.admission;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.canreach.intent.Intent;
import dev.canreach.intent.IntentReader;
import dev.canreach.solver.Canreach;
import dev.canreach.solver.LoadOptions;
import dev.canreach.solver.Session;
import dev.canreach.source.Diagnostics;
import dev.canreach.source.MapNode;
import dev.canreach.source.SourceReader;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntentsCheckTest {
  private static final String PODS = """
      apiVersion: v1
      kind: Pod
      metadata: {name: web, namespace: shop, labels: {app: web}}
      spec: {containers: [{name: c, image: i}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: db, namespace: shop, labels: {app: db}}
      spec: {containers: [{name: c, image: i}]}
      """;
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
    "never: {from: shop/web, to: shop/db}, enforcement: deny | DENY | db violated",
    "never: {from: shop/web, to: shop/db} | WARN | db violated",
    "never: {from: shop/web, to: shop/db}, enforcement: audit | AUDIT | db violated",
    "never: {from: shop/web, to: shop/dbb}, enforcement: deny | WARN | db unproven",
    "never: {from: shop/web, to: shop/db}, except: [{from: shop/web, until: 2026-11-23}] | WARN | db violated"})
  void anIntentThatIsNotTrueObjectsAsItSays(String intent, Enforcement enforcement, String fingerprint) {
    List<Objection> objections = objections(intent);

    assertThat(objections).hasSize(1);
    assertThat(objections.get(0).enforcement()).isEqualTo(enforcement);
    assertThat(objections.get(0).fingerprint()).isEqualTo(fingerprint);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
    "never: {from: shop/web, to: shop/db}, except: [{from: shop/web, until: 2026-11-24}]",
    "always: {from: shop/web, to: shop/db, port: 5432}"})
  void anIntentThatIsTrueDoesNotObject(String intent) {
    assertThat(objections(intent)).isEmpty();
  }

  private static List<Objection> objections(String intent) {
    Diagnostics diagnostics = new Diagnostics();
    List<Intent> intents = new ArrayList<>();
    new SourceReader().read("i.yaml", ("intents: [{name: db, " + intent + "}]").getBytes(UTF_8), diagnostics)
        .documents()
        .forEach(document -> intents.addAll(IntentReader.read((MapNode) document.root(), diagnostics)));
    var sources = new SourceReader().read("pods.yaml", PODS.getBytes(UTF_8), diagnostics);
    try (Session session = Canreach.load(sources, diagnostics, LoadOptions.DEFAULT).open()) {
      return new IntentsCheck(intents).objections(session, TODAY);
    }
  }
}
