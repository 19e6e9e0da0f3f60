package dev.canreach.resource.calico;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class SelectorTest {

  @ParameterizedTest
  @CsvSource(delimiter = ';', quoteCharacter = '~', value = {"a != 'x';false;true", "a not in {'x','y',};false;true",
    "!a == 'x';false;true", "!!has(a);true;false",
    "has(a) && a != 'x' || all();true;true", "a startswith \"x\";true;false", "a starts   with 'x';true;false",
    "a in {};false;false", "a not in {};true;true", "a contains '';true;false", "has( a );true;false",
    "in == 'x';false;false", "(a == 'x');true;false", "a notin{'x'};false;true"})
  void evaluatesCalico15(String text, boolean present, boolean absent) throws Exception {
    Selector selector = Selector.parse(text);
    assertThat(selector.matches(Map.of("a", "x"))).isEqualTo(present);
    assertThat(selector.matches(Map.of())).isEqualTo(absent);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a = 'x'", "has (a)", "a in 'x'", "a == x", "a", "a == 'x' &&", "(a == 'x'", "a inx {'b'}",
    "a == 'x'\n", "a in {'x' 'y'}", "all ()", "&& a == 'x'", "a == 'x", "()", "has()", "a in {,}", "a == 'x' b == 'y'"})
  void refusesCalico15(String text) {
    assertThatThrownBy(() -> Selector.parse(text)).isInstanceOf(SelectorException.class);
  }

  @Test
  void nestingIsBounded() {
    assertThatThrownBy(() -> Selector.parse("(".repeat(100_000))).isInstanceOf(SelectorException.class);
  }

  @Test
  void agreesWithTheEnginesVectors() throws Exception {
    String root = System.getProperty("canreach.conformance", "");
    assumeTrue(!root.isEmpty(), "no conformance data: set -Dcanreach.conformance=FOLDER");
    int checked = 0;
    for (String suite : new String[]{"calico-selectors", "random-calico-selectors"}) {
      JsonNode vectors = new ObjectMapper().readTree(Files.readString(Path.of(root, suite, "vectors.json")));
      for (JsonNode vector : vectors.path("match")) {
        Selector selector = Selector.parse(vector.path("selector").asString());
        for (JsonNode labels : vector.path("true")) {
          assertThat(selector.matches(labels(labels))).as("%s of %s", selector, labels).isTrue();
          checked++;
        }
        for (JsonNode labels : vector.path("false")) {
          assertThat(selector.matches(labels(labels))).as("%s of %s", selector, labels).isFalse();
          checked++;
        }
      }
      for (JsonNode bad : vectors.path("bad")) {
        String text = bad.asString();
        assertThatThrownBy(() -> Selector.parse(text)).as(text).isInstanceOf(SelectorException.class);
        checked++;
      }
      for (JsonNode pair : vectors.path("canonical")) {
        String text = pair.path("in").asString();
        String canonical = pair.path("out").asString();
        assertThat(Selector.parse(text).canonical()).as(text).isEqualTo(canonical);
        checked++;
      }
    }
    assertThat(checked).isGreaterThan(1000);
  }

  private static Map<String, String> labels(JsonNode node) {
    Map<String, String> labels = new HashMap<>();
    node.properties().forEach(entry -> labels.put(entry.getKey(), entry.getValue().asString()));
    return labels;
  }
}
