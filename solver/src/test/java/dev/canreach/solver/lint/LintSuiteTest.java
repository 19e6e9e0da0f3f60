package dev.canreach.solver.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.canreach.lint.Finding;
import dev.canreach.lint.rules.Rules;
import dev.canreach.solver.smt.SmtProver;
import dev.canreach.source.Diagnostics;
import dev.canreach.source.ListNode;
import dev.canreach.source.MapNode;
import dev.canreach.source.Node;
import dev.canreach.source.ScalarNode;
import dev.canreach.source.SourceReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What other linters report about manifests that nobody here wrote, against what our rules for the same problem report. Differences are listed with their
 * reasons in {@code testdata/divergences.yaml}, under the suite {@code lint/} and the name of the linter.
 */
@Tag("conformance")
class LintSuiteTest {
  private static final Path DIVERGENCES = Path.of("..", "testdata", "divergences.yaml");
  private static final String SUITE = "lint/";

  @Test
  void reportsWhatOtherLintersReport() throws IOException {
    Path suite = Path.of(System.getProperty("canreach.conformance", ""), "lint");
    assumeTrue(Files.exists(suite.resolve("cases.jsonl")), "no lint cases: set -Dcanreach.conformance=FOLDER");
    Map<String, Set<String>> rules = rules(suite.resolve("mapping.csv"));
    Set<String> differences = new TreeSet<>();
    int compared = 0;
    try (var prover = new SmtProver()) {
      for (String line : Files.readAllLines(suite.resolve("cases.jsonl"))) {
        MapNode example = tree(line);
        Set<String> ours = rules.getOrDefault(text(example, "suite") + "," + text(example, "check"), Set.of());
        if (!ours.isEmpty()) {
          compared++;
          if (expected(example) != found(suite, example, ours, prover)) {
            differences.add(SUITE + text(example, "suite") + " " + text(example, "case"));
          }
        }
      }
    }
    assertThat(compared).isPositive();
    assertThat(differences).as("differences of %d cases", compared).containsExactlyInAnyOrderElementsOf(divergences());
  }

  private static boolean found(Path suite, MapNode example, Set<String> rules, SmtProver prover) {
    List<String> files = items(example, "input").stream()
        .map(input -> suite.resolve(((ScalarNode) input).text()).toString())
        .toList();
    return LintRun.files(files, prover).result().findings().stream().map(Finding::rule).anyMatch(rules::contains);
  }

  /** Whether the other linter finds something: a list of objects that isn't empty, or a grade that counts as a finding. */
  private static boolean expected(MapNode example) {
    Node expect = example.find("expect").orElseThrow();
    return expect instanceof ListNode objects
        ? !objects.items().isEmpty()
        : text((MapNode) expect, "positive").equals("true");
  }

  /** By linter and check, those of our rules that count as the same. */
  private static Map<String, Set<String>> rules(Path mapping) throws IOException {
    Set<String> known = Rules.all().stream().map(rule -> rule.metadata().id()).collect(Collectors.toSet());
    Map<String, Set<String>> rules = new HashMap<>();
    for (String line : Files.readAllLines(mapping)) {
      List<String> columns = List.of(line.split(",", -1));
      Set<String> ours = new TreeSet<>(List.of(columns.getLast().split("\\|", -1)));
      ours.retainAll(known);
      if (!ours.isEmpty()) {
        rules.put(columns.get(0) + "," + columns.get(2), ours);
      }
    }
    return rules;
  }

  private static List<String> divergences() throws IOException {
    List<String> known = new ArrayList<>();
    var diagnostics = new Diagnostics();
    byte[] text = Files.readAllBytes(DIVERGENCES);
    for (var document : new SourceReader().read(DIVERGENCES.toString(), text, diagnostics).documents()) {
      for (Node entry : ((ListNode) document.root()).items()) {
        MapNode divergence = (MapNode) entry;
        if (text(divergence, "suite").startsWith(SUITE)) {
          assertThat(text(divergence, "reason")).isNotBlank();
          known.add(text(divergence, "suite") + " " + text(divergence, "case"));
        }
      }
    }
    assertThat(diagnostics.sorted()).isEmpty();
    return known;
  }

  private static MapNode tree(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    return (MapNode) new SourceReader().read("case.json", bytes, new Diagnostics()).documents().getFirst().root();
  }

  private static List<Node> items(MapNode map, String key) {
    return ((ListNode) map.find(key).orElseThrow()).items();
  }

  private static String text(MapNode map, String key) {
    return map.find(key).map(value -> ((ScalarNode) value).text()).orElse("");
  }
}
