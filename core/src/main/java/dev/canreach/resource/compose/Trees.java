package dev.canreach.resource.compose;

import dev.canreach.source.ListNode;
import dev.canreach.source.MapNode;
import dev.canreach.source.Node;
import dev.canreach.source.ScalarNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The forms that one setting may be written in, turned into one another. */
final class Trees {
  private static final List<String> NULLS = List.of("", "~", "null", "Null", "NULL");

  private Trees() {}

  static boolean isNull(Node node) {
    return node instanceof ScalarNode scalar && scalar.plain() && NULLS.contains(scalar.text());
  }

  /** The mapping under a key, if it is one. */
  static Optional<MapNode> map(MapNode parent, String key) {
    return parent.find(key).filter(MapNode.class::isInstance).map(MapNode.class::cast);
  }

  /** The text of a scalar that is not null; empty for everything else. */
  static String text(Node node) {
    return node instanceof ScalarNode scalar && !isNull(node) ? scalar.text() : "";
  }

  /** The text of a scalar under a key; empty when there is none. */
  static String text(MapNode parent, String key) {
    return parent.find(key).map(Trees::text).orElse("");
  }

  /** A list, or the one item that is written without one. */
  static List<Node> items(Node node) {
    return switch (node) {
      case ListNode list -> list.items();
      case ScalarNode scalar -> isNull(scalar) ? List.of() : List.of(scalar);
      case MapNode map -> List.of(map);
    };
  }

  /** The items of a list under a key as texts. */
  static List<String> texts(MapNode parent, String key) {
    return parent.find(key)
        .map(node -> items(node).stream().map(Trees::text).filter(text -> !text.isEmpty()).toList())
        .orElse(List.of());
  }

  /** `KEY=VALUE` items of a list, or a mapping, as `KEY=VALUE` items. */
  static List<Node> pairs(Node node) {
    if (!(node instanceof MapNode map)) {
      return items(node);
    }
    var items = new ArrayList<Node>();
    for (MapNode.Entry entry : map.entries()) {
      for (Node value : isNull(entry.value()) ? List.of(entry.value()) : items(entry.value())) {
        items.add(new ScalarNode(entry.key().text() + "=" + text(value), false, entry.key().span()));
      }
    }
    return items;
  }

  /** A list of names, or a mapping by name, as a mapping. */
  static MapNode named(Node node) {
    if (node instanceof MapNode map) {
      return map;
    }
    var entries = new ArrayList<MapNode.Entry>();
    for (Node item : items(node)) {
      if (item instanceof ScalarNode name) {
        entries.add(new MapNode.Entry(name, new ScalarNode("", true, name.span())));
      }
    }
    return new MapNode(entries, node.span());
  }

  /** The tree without what it resets, and without marks that its values replace others (COMPOSE/C-6). */
  static Node settled(Node node) {
    return switch (node) {
      case ScalarNode scalar ->
          scalar.tag().isEmpty() ? scalar : new ScalarNode(scalar.text(), scalar.plain(), scalar.span());
      case ListNode list -> new ListNode(list.items().stream().filter(Trees::stays).map(Trees::settled).toList(),
          list.span());
      case MapNode map -> new MapNode(map.entries()
          .stream()
          .filter(entry -> stays(entry.value()))
          .map(entry -> new MapNode.Entry(entry.key(), settled(entry.value())))
          .toList(), map.span());
    };
  }

  private static boolean stays(Node node) {
    return !node.tag().equals("!reset");
  }
}
