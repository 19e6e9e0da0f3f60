package dev.canreach.resource.readers;

import dev.canreach.resource.Inventory;
import dev.canreach.resource.Resource;
import dev.canreach.resource.manifest.Manifest;
import dev.canreach.resource.manifest.Manifests;
import dev.canreach.source.Diagnostic;
import dev.canreach.source.Diagnostics;
import dev.canreach.source.Document;
import dev.canreach.source.ListNode;
import dev.canreach.source.MapNode;
import dev.canreach.source.Node;
import dev.canreach.source.ScalarNode;
import dev.canreach.source.Severity;
import dev.canreach.source.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Objects that are written several times and differ: a server keeps the one that is applied last, and here only the last
 * one counts. Copies that say the same are no mistake.
 */
final class Replacements {
  /** Parts of selectors and of metadata that say nothing when they are empty. */
  private static final Set<String> EMPTY_IS_ABSENT = Set.of("matchLabels", "matchExpressions", "labels", "annotations");

  private final Map<Span, MapNode> roots = new HashMap<>();

  private Replacements(List<Document> documents) {
    for (Document document : documents) {
      for (Manifest manifest : Manifests.of(document, new Diagnostics())) {
        roots.put(manifest.span(), manifest.root());
      }
    }
  }

  /** Says which objects of the inventory are replaced by others of these documents. */
  static void report(Inventory inventory, List<Document> documents, Diagnostics diagnostics) {
    Map<String, List<Resource>> written = new TreeMap<>();
    for (Resource resource : inventory.resources()) {
      if (!resource.apiVersion().isEmpty()) {
        written.computeIfAbsent(resource.id(), key -> new ArrayList<>(1)).add(resource);
      }
    }
    written.values().removeIf(copies -> copies.size() < 2);
    if (!written.isEmpty()) {
      Replacements replacements = new Replacements(documents);
      written.values().forEach(copies -> replacements.report(copies, diagnostics));
    }
  }

  private void report(List<Resource> copies, Diagnostics diagnostics) {
    Resource last = copies.getLast();
    for (Resource copy : copies) {
      if (!copy.span().equals(last.span()) && differ(roots.get(copy.span()), roots.get(last.span()))) {
        diagnostics.add(new Diagnostic(Severity.WARNING, copy.span(), last.id(), "", Readers.REPLACED,
            "`" + last.id() + "` is written again at `" + last.span()
                + "` and says something else there: only the last one counts, remove or rename one of them"));
      }
    }
  }

  private static boolean differ(@Nullable MapNode first, @Nullable MapNode second) {
    return first != null && second != null && !isSame(read(first), read(second));
  }

  /** Whether two nodes say the same, wherever they stand. */
  private static boolean isSame(Node first, Node second) {
    return switch (first) {
      case ScalarNode scalar -> second instanceof ScalarNode other && scalar.text().equals(other.text())
          && scalar.plain() == other.plain() && scalar.tag().equals(other.tag());
      case ListNode list -> second instanceof ListNode other && list.items().size() == other.items().size()
          && isSame(list.items(), other.items());
      case MapNode map -> second instanceof MapNode other && isSame(map, other);
    };
  }

  private static boolean isSame(List<Node> first, List<Node> second) {
    for (int i = 0; i < first.size(); i++) {
      if (!isSame(first.get(i), second.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSame(MapNode first, MapNode second) {
    Map<String, Node> left = byKey(first);
    Map<String, Node> right = byKey(second);
    return left.keySet().equals(right.keySet())
        && left.entrySet()
            .stream()
            .allMatch(entry -> Optional.ofNullable(right.get(entry.getKey()))
                .filter(other -> isSame(entry.getValue(), other))
                .isPresent());
  }

  private static Map<String, Node> byKey(MapNode map) {
    Map<String, Node> values = new HashMap<>();
    for (MapNode.Entry entry : map.entries()) {
      if (!isEmpty(entry.value()) || !EMPTY_IS_ABSENT.contains(entry.key().text())) {
        values.put(entry.key().text(), entry.value());
      }
    }
    return values;
  }

  private static boolean isEmpty(Node node) {
    return switch (node) {
      case ScalarNode scalar -> false;
      case ListNode list -> list.items().isEmpty();
      case MapNode map -> map.entries().isEmpty();
    };
  }

  /** The object without its labels if it is a policy: nothing selects policies. */
  private static MapNode read(MapNode root) {
    boolean policy = root.find("kind")
        .filter(kind -> kind instanceof ScalarNode text && text.text().endsWith("Policy"))
        .isPresent();
    return policy && root.find("metadata").orElse(root) instanceof MapNode metadata
        ? replaced(root, "metadata", new MapNode(
            metadata.entries().stream().filter(entry -> !entry.key().text().equals("labels")).toList(),
            metadata.span()))
        : root;
  }

  private static MapNode replaced(MapNode map, String key, Node value) {
    return new MapNode(map.entries()
        .stream()
        .map(entry -> entry.key().text().equals(key) ? new MapNode.Entry(entry.key(), value) : entry)
        .toList(), map.span());
  }
}
