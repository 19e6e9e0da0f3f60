package dev.canreach.source;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Resolves merge keys. The entries of {@code <<} stand in its place; of several mappings in a list, earlier ones win. A key that is written in the mapping
 * itself wins over a merged one, but the reader of Kubernetes objects works in source order, so that there a merge replaces the keys before it.
 */
final class MergeKeys {

  private final boolean inSourceOrder;

  MergeKeys(boolean inSourceOrder) {
    this.inSourceOrder = inSourceOrder;
  }

  static boolean isMerge(ScalarNode key) {
    return key.plain() && key.text().equals("<<");
  }

  List<MapNode.Entry> resolve(List<MapNode.Entry> entries) throws UnreadableException {
    var resolved = new ArrayList<MapNode.Entry>();
    for (int i = 0; i < entries.size(); i++) {
      MapNode.Entry entry = entries.get(i);
      if (isMerge(entry.key())) {
        merge(entry, ownKeys(entries.subList(inSourceOrder ? i : 0, entries.size())), resolved);
      } else {
        resolved.add(entry);
      }
    }
    return resolved;
  }

  private static void merge(MapNode.Entry merge, Set<String> taken, List<MapNode.Entry> resolved)
      throws UnreadableException {
    for (MapNode source : sources(merge)) {
      var added = new ArrayList<MapNode.Entry>();
      for (MapNode.Entry entry : source.entries().reversed()) {
        if (taken.add(entry.key().text())) {
          added.add(entry);
        }
      }
      resolved.addAll(added.reversed());
    }
  }

  private static List<MapNode> sources(MapNode.Entry merge) throws UnreadableException {
    List<Node> values = merge.value() instanceof ListNode list ? list.items() : List.of(merge.value());
    var sources = new ArrayList<MapNode>();
    for (Node value : values) {
      if (!(value instanceof MapNode map)) {
        throw UnreadableException.error(merge.key().span(), ProblemType.ALIAS,
            "`<<` merges mappings only: give it a mapping or a list of them");
      }
      sources.add(map);
    }
    return sources;
  }

  private static Set<String> ownKeys(List<MapNode.Entry> entries) {
    var keys = new HashSet<String>();
    for (MapNode.Entry entry : entries) {
      if (!isMerge(entry.key())) {
        keys.add(entry.key().text());
      }
    }
    return keys;
  }
}
