package dev.canreach.source;

import static dev.canreach.source.SourceTexts.at;
import static dev.canreach.source.SourceTexts.shape;
import static dev.canreach.source.SourceTexts.text;
import static dev.canreach.source.SourceTexts.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlTreeTest {

  private static String place(Node root, Object... path) {
    Span span = at(root, path).span();
    return span.line() + ":" + span.column();
  }

  @Test
  void everyNodeKnowsItsPlace() {
    MapNode root = yaml("""
        # a policy
        kind: NetworkPolicy
        spec:
          ingress:
          - from: [{a: 'b'}]
            ports:
            - port: "80"
        """).map();

    assertThat(root.span()).hasToString("a.yaml:2:1");
    assertThat(place(root, "kind")).isEqualTo("2:7");
    assertThat(place(root, "spec")).isEqualTo("4:3");
    assertThat(place(root, "spec", "ingress")).isEqualTo("5:3");
    assertThat(place(root, "spec", "ingress", 0)).isEqualTo("5:5");
    assertThat(place(root, "spec", "ingress", 0, "from")).isEqualTo("5:11");
    assertThat(place(root, "spec", "ingress", 0, "from", 0, "a")).isEqualTo("5:16");
    assertThat(place(root, "spec", "ingress", 0, "ports", 0, "port")).isEqualTo("7:13");
    assertThat(root.entries().get(1).key().span()).hasToString("a.yaml:3:1");
  }

  @Test
  void placesPointBehindAnchorsAndTags() {
    MapNode root = yaml("a: &x !!str 1\nb: &y\n  # c\n  c: 2\nd: !!map\n  e: 1\nf: &z [1]\ng: !!null\nh: *z\n").map();

    assertThat(place(root, "a")).isEqualTo("1:13");
    assertThat(place(root, "b")).isEqualTo("4:3");
    assertThat(place(root, "d")).isEqualTo("6:3");
    assertThat(place(root, "f")).isEqualTo("7:7");
    assertThat(place(root, "g")).isEqualTo("8:4");
    assertThat(place(root, "h")).isEqualTo("7:7");
  }

  @Test
  void columnsCountCharactersAlsoBeyondTheBasicPlane() {
    MapNode root = yaml("a: {\"\uD83D\uDC33\": x, b: y}\n").map();

    assertThat(place(root, "a", "b")).isEqualTo("1:16");
    assertThat(text(root, "a", "\uD83D\uDC33")).isEqualTo("x");
  }

  @Test
  void lineSeparatorsThatEditorsDoNotShowDoNotCountAsLines() {
    assertThat(place(yaml("a: \"x\u2028y\"\nb: 1\n").map(), "b")).isEqualTo("2:4");
  }

  @ParameterizedTest
  @CsvSource({"'a: 1', true", "'a: \"1\"', false", "'a: ''1''', false", "'a: !!str 1', false", "'a: !!int \"1\"', true",
    "'a: ! 1', false", "'a: !!timestamp 2001-01-01', false"})
  void onlyPlainScalarsHaveAMeaningOfTheirOwn(String text, boolean plain) {
    assertThat(((ScalarNode) at(yaml(text).map(), "a")).plain()).isEqualTo(plain);
  }

  @Test
  void blockScalarsAreStrings() {
    MapNode root = yaml("a: |\n  1\n  2\nb: >-\n  3\n  4\n").map();

    assertThat(shape(root)).isEqualTo("[a: \"1\n2\n\", b: \"3 4\"]");
  }

  @Test
  void binaryIsDecoded() {
    assertThat(shape(yaml("a: !!binary c2hv\n  cA==\n").map())).isEqualTo("[a: \"shop\"]");
  }

  @Test
  void tagsOfComposeOverridesAreKept() {
    var result = yaml("ports: !override\n- 80\nimage: !reset null\n");

    assertThat(at(result.map(), "ports").tag()).isEqualTo("!override");
    assertThat(at(result.map(), "image")).isEqualTo(new ScalarNode("null", true, "!reset", new Span("a.yaml", 3, 15)));
    assertThat(result.diagnostics()).isEmpty();
  }

  @Test
  void kx10DuplicateKeysAreKeptAndTheLastWins() {
    MapNode root = yaml("a: 1\nb: 2\na: 3\n'a': 4\n").map();

    assertThat(root.keys()).containsExactly("a", "b", "a", "a");
    assertThat(text(root, "a")).isEqualTo("4");
    assertThat(root.entries()).extracting(entry -> entry.key().span().line()).containsExactly(1, 2, 3, 4);
  }

  @Test
  void aliasesShareTheirNode() {
    MapNode root = yaml("a: &x {b: 1}\nc: [*x, *x]\n").map();

    assertThat(at(root, "c", 0)).isSameAs(at(root, "a")).isSameAs(at(root, "c", 1));
  }

  @Test
  void anAliasMeansTheLatestAnchor() {
    assertThat(shape(yaml("a: &x 1\nb: &x 2\nc: *x\nd: &x [&x 3]\ne: *x\n").map()))
        .isEqualTo("[a: 1, b: 2, c: 2, d: [3], e: 3]");
  }

  @Test
  void anAliasMayBeAKey() {
    assertThat(shape(yaml("a: &x b\n*x : c\n").map())).isEqualTo("[a: b, b: c]");
  }

  @Test
  void ownKeysWinOverMergedOnes() {
    assertThat(shape(at(yaml("x: &x {a: 1, b: 2}\ny: {a: 3, <<: *x}\n").map(), "y"))).isEqualTo("[a: 3, b: 2]");
  }

  @Test
  void inObjectsAMergeReplacesTheKeysBeforeItAsTheirReaderDoes() {
    MapNode y = (MapNode) at(yaml("apiVersion: v1\nx: &x {a: 1, b: 2}\ny: {a: 3, <<: *x, b: 4}\n").map(), "y");

    assertThat(text(y, "a")).isEqualTo("1");
    assertThat(text(y, "b")).isEqualTo("4");
  }

  @Test
  void ofSeveralMergedMappingsTheFirstWins() {
    assertThat(shape(at(yaml("x: &x {a: 1}\ny: &y {a: 2, b: 3, b: 4}\nz: {<<: [*x, *y]}\n").map(), "z")))
        .isEqualTo("[a: 1, b: 4]");
  }

  @Test
  void quotedMergeKeysAreOrdinary() {
    assertThat(shape(yaml("'<<': {a: 1}\n").map())).isEqualTo("[<<: [a: 1]]");
  }

  @Test
  void w14EmptyAndCommentDocumentsAreIgnored() {
    var result = yaml("---\n---\n# nothing\n---\nnull\n---\n~\n---\na: 1\n---\n");

    assertThat(result.sources().documents()).singleElement().satisfies(document -> {
      assertThat(document.index()).isZero();
      assertThat(document.root().span().line()).isEqualTo(9);
    });
    assertThat(result.diagnostics()).isEmpty();
    assertThat(yaml("").sources().documents()).isEmpty();
    assertThat(yaml("# only\n").sources().documents()).isEmpty();
  }

  @Test
  void w14DocumentsAreCountedUnreadableOnesIncluded() {
    var result = yaml("a: 1\n---\nb: [\n---\nc: 1\n...\nd: 1\n");

    assertThat(result.sources().documents()).extracting(Document::index).containsExactly(0, 2, 3);
    assertThat(result.sources().unread()).extracting(UnreadDocument::span).containsExactly(new Span("a.yaml", 4, 1));
    assertThat(result.sources().complete()).isFalse();
    assertThat(result.sources().files()).containsExactly(new SourceFile("a.yaml", true, true, 3, 1));
  }

  @Test
  void directivesBelongToTheDocumentBehindThem() {
    var result = yaml("%YAML 1.1\n# x\n---\na: 1\n...\n%TAG ! tag:yaml.org,2002:\n---\nb: !str 1\n");

    assertThat(result.diagnostics()).isEmpty();
    assertThat(result.sources().documents()).extracting(document -> shape(document.root()))
        .containsExactly("[a: 1]", "[b: \"1\"]");
  }

  @Test
  void markersInsideABlockScalarEndTheDocument() {
    assertThat(yaml("a: |\n  --- x\n---\nb: 1\n").sources().documents()).hasSize(2);
  }

  @Test
  void commentsAreFoundButNotInsideText() {
    var document = yaml("# one\na: 'x # no'  # two\nb: x#no\nc: [1, # three\n  2]\nd: |\n  # no\n# four \n").sources()
        .documents()
        .getFirst();

    assertThat(document.comments())
        .extracting(comment -> comment.span().line() + ":" + comment.span().column() + " " + comment.text())
        .containsExactly("1:1 one",
            "2:14 two", "4:8 three", "8:1 four");
  }

  @Test
  void tabsMaySeparateButNotIndent() {
    assertThat(shape(yaml("a:\tb\nc:\t# x\n  d: [1,\n\t  2,\n \t 3]\ne: \"x\ty\"\nf: p\tq\t# c\n").map()))
        .isEqualTo("[a: b, c: [d: [1, 2, 3]], e: \"x\ty\", f: p\tq]");
    assertThat(yaml("a:\n\tb: c\n").messages()).containsExactly("a.yaml:2:1 ERROR a tab can't indent YAML: use spaces");
  }

  @Test
  void byteOrderMarksAreSkipped() {
    assertThat(shape(yaml("\uFEFFa: 1\n\uFEFF---\n\uFEFFb: 1\n").map())).isEqualTo("[a: 1]");
    assertThat(yaml("\uFEFFa: 1\n\uFEFF---\n\uFEFFb: 1\n").sources().documents()).hasSize(2);
    for (var charset : new java.nio.charset.Charset[]{StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE}) {
      var result = SourceTexts.read("a.yaml", "\uFEFFname: café\n".getBytes(charset));
      assertThat(shape(result.map())).isEqualTo("[name: café]");
    }
  }

  @Test
  void flowMappingsThatAreNoJsonAreYaml() {
    var result = yaml("{a: b, \"c\": [d]}\n");

    assertThat(shape(result.map())).isEqualTo("[a: b, c: [d]]");
    assertThat(result.diagnostics()).isEmpty();
  }
}
