package dev.canreach.resource.kubernetes;

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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the API server says about manifests, against what we say about them. */
@Tag("conformance")
class KubernetesValidationConformanceTest {
  private static final Set<String> KINDS = Set.of("NetworkPolicy", "Service", "Pod", "Deployment", "Namespace",
      "EndpointSlice", "Ingress", "networkpolicy", "AdminNetworkPolicy", "BaselineAdminNetworkPolicy",
      "ClusterNetworkPolicy");
  private static final Pattern KIND = Pattern.compile("^kind: *(\\w+)", Pattern.MULTILINE);
  private static final Pattern QUOTED_FIELD = Pattern.compile("field \"([^\"]+)\"");
  private static final double WANTED_SHARE = 0.95;

  private static final List<JsonNode> CASES = new ArrayList<>();

  @BeforeAll
  static void readCases() throws IOException {
    Optional<String> folder = Optional.ofNullable(System.getProperty("canreach.conformance"))
        .or(() -> Optional.ofNullable(System.getenv("CANREACH_CONFORMANCE")));
    assumeTrue(folder.isPresent(), "no conformance folder is named by canreach.conformance");
    Path file = Path.of(folder.orElseThrow(), "kubernetes-validation", "cases.jsonl");
    assumeTrue(Files.exists(file), "the conformance folder has no " + file);
    for (String line : Files.readAllLines(file)) {
      JsonNode example = JsonMapper.shared().readTree(line);
      Matcher kind = KIND.matcher(example.get("manifest").asString());
      if (kind.find() && KINDS.contains(kind.group(1))) {
        CASES.add(example);
      }
    }
  }

  @Test
  void validManifestsHaveNoErrors() {
    var wrong = new ArrayList<String>();
    for (JsonNode example : CASES) {
      List<Diagnostic> errors = diagnostics(example, Severity.ERROR);
      if (example.get("valid").asBoolean() && !errors.isEmpty()) {
        wrong.add(title(example) + ": " + errors);
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void invalidManifestsAreReportedAtTheRightField() {
    var wrong = new ArrayList<String>();
    int invalid = 0;
    for (JsonNode example : CASES) {
      if (!example.get("valid").asBoolean()) {
        invalid++;
        Set<String> expected = new TreeSet<>();
        example.get("errors").forEach(error -> expected.add(error.get("field").asString()));
        expected.remove("<nil>");
        boolean undecodable = Set.of("Decode", "NotServed")
            .contains(example.get("errors").get(0).path("type").asString(""));
        List<Diagnostic> errors = diagnostics(example, Severity.ERROR);
        Set<String> found = fields(errors);
        if (undecodable ? errors.isEmpty() : !found.containsAll(expected)) {
          wrong.add(title(example) + ": expected " + expected + ", found " + found);
        }
      }
    }
    double share = 1 - (double) wrong.size() / invalid;
    System.out.println("invalid: " + invalid + ", at the right field: " + (invalid - wrong.size()));
    wrong.forEach(System.out::println);
    assertThat(share).isGreaterThanOrEqualTo(WANTED_SHARE);
  }

  @Test
  void strictErrorsAndWarningsAreWarnings() {
    var wrong = new ArrayList<String>();
    for (JsonNode example : CASES) {
      Set<String> found = fields(diagnostics(example, Severity.WARNING));
      for (JsonNode error : example.get("strictErrors")) {
        Matcher field = QUOTED_FIELD.matcher(error.asString());
        boolean reported = field.find() ? found.contains(field.group(1)) : !found.isEmpty();
        if (!reported) {
          wrong.add(title(example) + ": expected " + error + ", found " + found);
        }
      }
      for (JsonNode warning : example.get("warnings")) {
        String field = warning.asString()
            .replaceAll("^annotation \"([^\"]+)\".*", "annotations.$1")
            .replaceAll("(:| is ).*", "");
        if (!found.contains(field)) {
          wrong.add(title(example) + ": expected " + warning + ", found " + found);
        }
      }
      // a selector that the server takes although it selects nothing (K8S/KX-8)
      found.removeIf(field -> example.get("mutation").asString().equals("subject with In and no values"));
      if (example.get("valid").asBoolean() && example.get("strictErrors").isEmpty()
          && example.get("warnings").isEmpty() && !found.isEmpty()) {
        wrong.add(title(example) + ": unexpected " + found);
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static List<Diagnostic> diagnostics(JsonNode example, Severity severity) {
    var diagnostics = new Diagnostics();
    byte[] bytes = example.get("manifest").asString().getBytes(StandardCharsets.UTF_8);
    Readers.read(new SourceReader().read("manifest.yaml", bytes, diagnostics), diagnostics, ReadOptions.DEFAULT);
    return diagnostics.sorted().stream().filter(each -> each.severity() == severity).toList();
  }

  private static Set<String> fields(List<Diagnostic> diagnostics) {
    var fields = new TreeSet<String>();
    diagnostics.forEach(each -> fields.add(each.field()));
    return fields;
  }

  private static String title(JsonNode example) {
    return example.get("id").asString() + " " + example.get("mutation").asString();
  }
}
