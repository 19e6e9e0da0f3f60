package dev.canreach.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Laws that hold for every tree. */
class TreeLawsTest {

  private static final Span NOWHERE = Span.startOf("x");
  private static final List<String> WORDS = List.of("app", "web", "10.0.0.0/8", "a b", "x:y", "-1", "80", "0x1f",
      "true", "no", "null", "", "#x", "- y", "'q'", "\"d\"", "tab\tin",
      "line\nfeed", "back\\slash", "é", "{", "*", "&a", "!t", "%", "@", "|", "? k", "..", "<<", "end ", " start",
      "a: b", "[x]");

  @Provide
  Arbitrary<Node> trees() {
    Arbitrary<Node> scalars = Arbitraries.of(WORDS).map(word -> new ScalarNode(word, false, NOWHERE));
    Arbitrary<Node> plain = Arbitraries.of("80", "-1", "1.5", "true", "false", "null")
        .map(word -> new ScalarNode(word, true, NOWHERE));
    return Arbitraries.recursive(() -> Arbitraries.oneOf(scalars, plain),
        inner -> Arbitraries.oneOf(lists(inner), maps(inner)), 1, 4);
  }

  private static Arbitrary<Node> lists(Arbitrary<Node> items) {
    return items.list().ofMaxSize(4).map(list -> new ListNode(list, NOWHERE));
  }

  private static Arbitrary<Node> maps(Arbitrary<Node> values) {
    Arbitrary<MapNode.Entry> entries = Arbitraries.of(WORDS)
        .flatMap(key -> values.map(value -> new MapNode.Entry(new ScalarNode(key, false, NOWHERE), value)));
    return entries.list().ofMaxSize(4).map(list -> new MapNode(list, NOWHERE));
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\t", "\\t") + '"';
  }

  private static String json(Node node, String indent) {
    return switch (node) {
      case ScalarNode scalar -> scalar.plain() ? scalar.text() : quoted(scalar.text());
      case ListNode list -> list.items()
          .stream()
          .map(item -> "\n" + indent + json(item, indent + " "))
          .collect(Collectors.joining(",", "[", "]"));
      case MapNode map -> map.entries()
          .stream()
          .map(entry -> "\n" + indent + quoted(entry.key().text()) + ": " + json(entry.value(), indent + " "))
          .collect(Collectors.joining(",", "{", "}"));
    };
  }

  private static String yaml(Node node, String indent) {
    return switch (node) {
      case ScalarNode scalar -> (scalar.plain() ? scalar.text() : single(scalar.text())) + "\n";
      case ListNode list when list.items().isEmpty() -> "[]\n";
      case ListNode list -> "\n"
          + list.items().stream().map(item -> indent + "- " + yaml(item, indent + "  ")).collect(Collectors.joining());
      case MapNode map when map.entries().isEmpty() -> "{}\n";
      case MapNode map -> "\n" + map.entries()
          .stream()
          .map(entry -> indent + single(entry.key().text()) + ": " + yaml(entry.value(), indent + "  "))
          .collect(Collectors.joining());
    };
  }

  /** In single quotes where a line break or tab does not forbid it. */
  private static String single(String text) {
    return text.contains("\n") || text.contains("\t") ? quoted(text) : "'" + text.replace("'", "''") + "'";
  }

  private static Node read(String name, String text) {
    var result = SourceTexts.read(name, text.getBytes(StandardCharsets.UTF_8));
    assertThat(result.diagnostics()).as(text).isEmpty();
    return result.sources().documents().getFirst().root();
  }

  @Property(tries = 500)
  void theTreeOfYamlIsTheTreeOfTheSameJson(@ForAll("trees") Node tree) {
    String shape = SourceTexts.shape(tree);

    assertThat(SourceTexts.shape(read("a.json", json(tree, " ")))).isEqualTo(shape);
    assertThat(SourceTexts.shape(read("a.yaml", json(tree, " ")))).isEqualTo(shape);
    assertThat(SourceTexts.shape(read("a.yaml", "---\n" + yaml(tree, "")))).isEqualTo(shape);
    // not JSON any more, so that it is read as YAML in flow style
    assertThat(SourceTexts.shape(read("a.yaml", json(tree, " ") + " # flow"))).isEqualTo(shape);
  }

  @Property(tries = 500)
  void placesPointAtTheText(@ForAll("trees") Node tree) {
    for (String text : List.of(json(tree, " "), "---\n" + yaml(tree, ""))) {
      List<String> lines = text.lines().toList();
      for (ScalarNode scalar : scalars(read("a.yaml", text))) {
        String rest = lines.get(scalar.span().line() - 1).substring(scalar.span().column() - 1);
        if (scalar.plain()) {
          assertThat(rest).startsWith(scalar.text());
        } else {
          assertThat(rest).satisfiesAnyOf(found -> assertThat(found).startsWith(quoted(scalar.text())),
              found -> assertThat(found).startsWith(single(scalar.text())));
        }
      }
    }
  }

  @Property(tries = 200)
  void lineEndsChangeNothing(@ForAll("trees") Node tree) {
    String text = "---\n" + yaml(tree, "");

    assertThat(read("a.yaml", text.replace("\n", "\r\n"))).isEqualTo(read("a.yaml", text));
    assertThat(read("a.yaml", text.replace("\n", "\r"))).isEqualTo(read("a.yaml", text));
  }

  @Property(tries = 200)
  void whateverIsCutOffEitherReadsOrLeavesAPlace(@ForAll("trees") Node tree, @ForAll int cut) {
    String text = "---\n" + yaml(tree, "") + "---\n" + json(tree, " ") + "\n";
    var result = SourceTexts.yaml(text.substring(0, Math.floorMod(cut, text.length())));

    assertThat(result.diagnostics().isEmpty()).isEqualTo(result.sources().complete());
  }

  private static List<ScalarNode> scalars(Node node) {
    var found = new ArrayList<ScalarNode>();
    collect(node, found);
    return found;
  }

  private static void collect(Node node, List<ScalarNode> found) {
    switch (node) {
      case ScalarNode scalar -> found.add(scalar);
      case ListNode list -> list.items().forEach(item -> collect(item, found));
      case MapNode map -> map.entries().forEach(entry -> {
        found.add(entry.key());
        collect(entry.value(), found);
      });
    }
  }
}
