package dev.canreach.source;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads texts for the tests of this package. */
final class SourceTexts {

  /** What was read, with the diagnostics. */
  record Result(SourceSet sources, List<Diagnostic> diagnostics) {

    /** The root of the only document. */
    MapNode map() {
      return (MapNode) sources.documents().getFirst().root();
    }

    /** Places and messages, as a user sees them. */
    List<String> messages() {
      return diagnostics.stream()
          .map(diagnostic -> diagnostic.span() + " " + diagnostic.severity() + " " + diagnostic.message())
          .toList();
    }
  }

  private SourceTexts() {}

  static Result yaml(String text) {
    return read("a.yaml", text.getBytes(StandardCharsets.UTF_8));
  }

  static Result json(String text) {
    return read("a.json", text.getBytes(StandardCharsets.UTF_8));
  }

  static Result read(String name, byte[] bytes) {
    return read(SourceLimits.DEFAULTS, name, bytes);
  }

  static Result read(SourceLimits limits, String name, byte[] bytes) {
    var diagnostics = new Diagnostics();
    var sources = new SourceReader(limits, java.nio.file.Path.of(""), java.io.InputStream.nullInputStream()).read(name,
        bytes, diagnostics);
    return new Result(sources, diagnostics.sorted());
  }

  /** The node under the keys and list indexes, which must exist. */
  static Node at(Node root, Object... path) {
    Node node = root;
    for (Object step : path) {
      node = step instanceof Integer index
          ? ((ListNode) node).items().get(index)
          : ((MapNode) node).find((String) step).orElseThrow();
    }
    return node;
  }

  static String text(Node root, Object... path) {
    return ((ScalarNode) at(root, path)).text();
  }

  /** The tree without places, strings in quotes. */
  static String shape(Node node) {
    return switch (node) {
      case ScalarNode scalar -> scalar.plain() ? scalar.text() : '"' + scalar.text() + '"';
      case ListNode list -> list.items().stream().map(SourceTexts::shape).toList().toString();
      case MapNode map ->
          map.entries().stream().map(entry -> entry.key().text() + ": " + shape(entry.value())).toList().toString();
    };
  }
}
