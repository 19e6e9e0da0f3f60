package dev.canreach.source;

import static dev.canreach.source.SourceTexts.at;
import static dev.canreach.source.SourceTexts.json;
import static dev.canreach.source.SourceTexts.shape;
import static dev.canreach.source.SourceTexts.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JsonTreeTest {

  private static final String POD = """
      {
        "kind": "Pod",
        "spec": {"ports": [80, 1e3, true, null, "x"]}
      }
      """;

  @Test
  void everyNodeKnowsItsPlace() {
    MapNode root = json(POD).map();

    assertThat(root.span()).hasToString("a.json:1:1");
    assertThat(root.entries().getFirst().key().span()).hasToString("a.json:2:3");
    assertThat(at(root, "kind").span()).hasToString("a.json:2:11");
    assertThat(at(root, "spec", "ports", 0).span()).hasToString("a.json:3:22");
    assertThat(at(root, "spec", "ports", 4).span()).hasToString("a.json:3:43");
  }

  @Test
  void numbersAndLiteralsArePlainStringsAreNot() {
    assertThat(shape(json(POD).map())).isEqualTo("[kind: \"Pod\", spec: [ports: [80, 1e3, true, null, \"x\"]]]");
  }

  @Test
  void jsonIsRecognisedInAYamlFileAndKeepsItsDuplicateKeys() {
    MapNode root = yaml("{\"a\": 1,\t\"a\": 2}").map();

    assertThat(root.entries()).extracting(entry -> entry.value().span().column()).startsWith(7).hasSize(2);
    assertThat(SourceTexts.text(root, "a")).isEqualTo("2");
  }

  @Test
  void valuesOneAfterTheOtherAreDocuments() {
    var result = json("{\"a\": 1}{\"b\": 2}\n[3]\n---\n{\"c\": 4}\n");

    assertThat(result.sources().documents()).extracting(document -> document.index() + shape(document.root()))
        .containsExactly("0[a: 1]", "1[b: 2]", "2[3]", "3[c: 4]");
    assertThat(result.sources().documents().getLast().root().span()).hasToString("a.json:4:1");
    assertThat(result.diagnostics()).isEmpty();
  }

  @Test
  void aBrokenValueHidesNoOtherInAStream() {
    var result = json("{\"a\": 1}\n{\"b\": }\n{\"c\": 3}\n");

    assertThat(result.sources().documents()).extracting(document -> shape(document.root()))
        .containsExactly("[a: 1]", "[c: 3]");
    assertThat(result.sources().documents().getLast().root().span()).hasToString("a.json:3:1");
    assertThat(result.messages())
        .containsExactly("a.json:2:7 ERROR `}` is not allowed here in JSON: correct what stands before or after it");
  }

  @Test
  void theItemsOfABrokenArrayAreNoDocuments() {
    var result = json("[\n{\"a\": 1},\n{\"b\": },\n{\"c\": 3}\n]");

    assertThat(result.sources().documents()).isEmpty();
    assertThat(result.sources().unread()).hasSize(1);
  }

  @Test
  void escapesAreResolved() {
    assertThat(shape(json("{\"a\\u0062\": \"\\n\\uD83D\\uDC33\"}").map())).isEqualTo("[ab: \"\n\uD83D\uDC33\"]");
  }
}
