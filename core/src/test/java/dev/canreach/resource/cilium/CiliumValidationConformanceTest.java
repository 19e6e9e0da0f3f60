package dev.canreach.resource.cilium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.canreach.resource.ReadOptions;
import dev.canreach.resource.readers.Readers;
import dev.canreach.source.Diagnostic;
import dev.canreach.source.Diagnostics;
import dev.canreach.source.Severity;
import dev.canreach.source.SourceReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Which fields Cilium's schema names in what it says about manifests, against those that we name. */
@Tag("conformance")
class CiliumValidationConformanceTest {
  private static final double WANTED_SHARE = 0.95;
  private static final List<JsonNode> CASES = new ArrayList<>();

  @BeforeAll
  static void readCases() throws IOException {
    Optional<String> folder = Optional.ofNullable(System.getProperty("canreach.conformance"))
        .or(() -> Optional.ofNullable(System.getenv("CANREACH_CONFORMANCE")));
    assumeTrue(folder.isPresent(), "no conformance folder is named by canreach.conformance");
    Path file = Path.of(folder.orElseThrow(), "cilium-validation", "cases.jsonl");
    assumeTrue(Files.exists(file), "the conformance folder has no " + file);
    for (String line : Files.readAllLines(file)) {
      CASES.add(JsonMapper.shared().readTree(line));
    }
  }

  @Test
  void theFieldsThatTheSchemaNamesAreReported() {
    var wrong = new ArrayList<String>();
    int named = 0;
    for (JsonNode example : CASES) {
      Set<String> expected = new TreeSet<>();
      for (JsonNode error : example.get("errors")) {
        if (!error.get("field").asString().isEmpty() && !error.get("by").asString().equals("decode")) {
          expected.add(error.get("field").asString());
        }
      }
      if (!expected.isEmpty()) {
        named++;
        Set<String> found = new TreeSet<>();
        // the schema's checker writes `matchLabels.a` where the API writes `matchLabels[a]`
        errors(example).forEach(each -> found.add(each.field().replaceAll("\\[([^0-9\\]][^\\]]*)\\]", ".$1")));
        if (!found.containsAll(expected)) {
          wrong.add(example.get("id").asString() + ": expected " + expected + ", found " + found);
        }
      }
    }
    System.out.println("named fields: " + named + ", reported: " + (named - wrong.size()));
    wrong.forEach(System.out::println);
    assertThat(1 - (double) wrong.size() / named).isGreaterThanOrEqualTo(WANTED_SHARE);
  }

  private static List<Diagnostic> errors(JsonNode example) {
    var diagnostics = new Diagnostics();
    byte[] bytes = example.get("manifest").asString().getBytes(StandardCharsets.UTF_8);
    Readers.read(new SourceReader().read("manifest.yaml", bytes, diagnostics), diagnostics, ReadOptions.DEFAULT);
    return diagnostics.sorted().stream().filter(each -> each.severity() == Severity.ERROR).toList();
  }
}
