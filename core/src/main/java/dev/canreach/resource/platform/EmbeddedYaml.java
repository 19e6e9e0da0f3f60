package dev.canreach.resource.platform;

import dev.canreach.source.Diagnostics;
import dev.canreach.source.ListNode;
import dev.canreach.source.MapNode;
import dev.canreach.source.Node;
import dev.canreach.source.ScalarNode;
import dev.canreach.source.SourceReader;
import dev.canreach.source.SourceSet;
import dev.canreach.source.Span;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** YAML inside a text of YAML: everything in it is at the place of the text, because the way in which it was written is not known. */
final class EmbeddedYaml {
  private EmbeddedYaml() {}

  /** The only document of a text; empty when there is none or it is no mapping. */
  static Optional<MapNode> read(String text, Span place, Diagnostics diagnostics) {
    SourceSet sources = new SourceReader().read(place.file(), text.getBytes(StandardCharsets.UTF_8), diagnostics);
    return sources.documents()
        .stream()
        .map(document -> at(document.root(), place))
        .filter(MapNode.class::isInstance)
        .map(MapNode.class::cast)
        .filter(map -> map.find("kind")
            .filter(kind -> kind instanceof ScalarNode scalar && scalar.text().equals(KubeProxyConfiguration.KIND))
            .isPresent())
        .findFirst();
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
