package dev.canreach.resource.calico;

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
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What Calico says about manifests and selectors, against what we say about them. */
@Tag("conformance")
class CalicoValidationConformanceTest {

  @Test
  void errorsStandOnTheManifestsThatCalicoRefuses() throws IOException {
    var wrong = new ArrayList<String>();
    int invalid = 0;
    for (String line : Files.readAllLines(file("calico-validation", "cases.jsonl"))) {
      JsonNode example = JsonMapper.shared().readTree(line);
      List<Diagnostic> errors = errors(example.get("manifest").asString());
      boolean valid = example.get("valid").asBoolean();
      invalid += valid ? 0 : 1;
      if (valid != errors.isEmpty()) {
        wrong.add(example.get("id").asString() + " " + example.get("errors") + ": " + errors);
      }
    }
    System.out.println("calico-validation: " + invalid + " invalid, " + wrong.size() + " judged otherwise");
    assertThat(wrong).isEmpty();
  }

  @Test
  void selectorsMeanWhatCalicoSays() throws IOException {
    var wrong = new ArrayList<String>();
    for (String suite : List.of("calico-selectors", "random-calico-selectors")) {
      JsonNode vectors = JsonMapper.shared().readTree(Files.readString(file(suite, "vectors.json")));
      for (JsonNode match : vectors.get("match")) {
        matches(match, wrong);
      }
      for (JsonNode bad : vectors.get("bad")) {
        String text = bad.isString() ? bad.asString() : bad.get("selector").asString();
        if (parses(text)) {
          wrong.add(text + " should be refused");
        }
      }
      for (JsonNode pair : vectors.get("canonical")) {
        canonical(pair, wrong);
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static void matches(JsonNode match, List<String> wrong) {
    String text = match.get("selector").asString();
    for (String outcome : List.of("true", "false")) {
      for (JsonNode map : match.get(outcome)) {
        var labels = new TreeMap<String, String>();
        map.properties().forEach(entry -> labels.put(entry.getKey(), entry.getValue().asString()));
        try {
          if (Selector.parse(text).matches(labels) != outcome.equals("true")) {
            wrong.add(text + " of " + labels + " is not " + outcome);
          }
        } catch (SelectorException e) {
          wrong.add(text + ": " + e.getMessage());
        }
      }
    }
  }

  private static void canonical(JsonNode pair, List<String> wrong) {
    try {
      String printed = Selector.parse(pair.get("in").asString()).canonical();
      if (!printed.equals(pair.get("out").asString())) {
        wrong.add(pair + ": " + printed);
      }
    } catch (SelectorException e) {
      wrong.add(pair + ": " + e.getMessage());
    }
  }

  private static boolean parses(String text) {
    try {
      Selector.parse(text);
      return true;
    } catch (SelectorException e) {
      return false;
    }
  }

  private static List<Diagnostic> errors(String manifest) {
    var diagnostics = new Diagnostics();
    Readers.read(new SourceReader().read("manifest.yaml", manifest.getBytes(StandardCharsets.UTF_8), diagnostics),
        diagnostics, ReadOptions.DEFAULT);
    return diagnostics.sorted().stream().filter(each -> each.severity() == Severity.ERROR).toList();
  }

  private static Path file(String suite, String name) {
    String folder = System.getProperty("canreach.conformance", "");
    assumeTrue(!folder.isEmpty(), "no conformance folder is named by canreach.conformance");
    Path file = Path.of(folder, suite, name);
    assumeTrue(Files.exists(file), "the conformance folder has no " + file);
    return file;
  }
}
