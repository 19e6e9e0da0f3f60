package dev.canreach.resource.manifest;

import dev.canreach.source.Diagnostics;
import dev.canreach.source.Document;
import dev.canreach.source.ListNode;
import dev.canreach.source.MapNode;
import dev.canreach.source.Node;
import dev.canreach.source.ScalarNode;
import dev.canreach.source.SourceReader;
import dev.canreach.source.Span;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** YAML inside a text of YAML: everything in it is at the place of the text, because the way in which it was written is not known. */
public final class EmbeddedYaml {
  private EmbeddedYaml() {}

  /** The documents of a text; those that cannot be read are left out. */
  public static List<Node> read(String text, Span place) {
    return new SourceReader().read(place.file(), text.getBytes(StandardCharsets.UTF_8), new Diagnostics())
        .documents()
        .stream()
        .map(Document::root)
        .map(root -> at(root, place))
        .toList();
  }

  private static Node at(Node node, Span place) {
    return switch (node) {
      case ScalarNode scalar -> new ScalarNode(scalar.text(), scalar.plain(), scalar.tag(), place);
      case ListNode list ->
          new ListNode(list.items().stream().map(item -> at(item, place)).toList(), list.tag(), place);
      case MapNode map -> new MapNode(map.entries()
          .stream()
          .map(entry -> new MapNode.Entry((ScalarNode) at(entry.key(), place), at(entry.value(), place)))
          .toList(), map.tag(), place);
    };
  }
}
