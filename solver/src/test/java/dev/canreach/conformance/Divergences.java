package dev.canreach.conformance;

import dev.canreach.source.Diagnostics;
import dev.canreach.source.ListNode;
import dev.canreach.source.MapNode;
import dev.canreach.source.Node;
import dev.canreach.source.ScalarNode;
import dev.canreach.source.SourceReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The known differences between a suite and us, from {@code testdata/divergences.yaml}: a list of entries with the keys
 * suite, case, probe (optional), reason and rule. Every entry has a reason and a rule id, and is used.
 */
final class Divergences {
  private final Set<String> known = new HashSet<>();
  private final Set<String> used = new HashSet<>();

  Divergences(Path file) {
    Diagnostics diagnostics = new Diagnostics();
    for (var document : new SourceReader().read(List.of(file.toString()), diagnostics).documents()) {
      if (document.root() instanceof ListNode list) {
        list.items().forEach(this::entry);
      }
    }
    if (!diagnostics.sorted().isEmpty()) {
      throw new IllegalStateException(diagnostics.sorted().toString());
    }
  }

  private void entry(Node node) {
    MapNode map = (MapNode) node;
    if (text(map, "reason").isBlank() || text(map, "rule").isBlank()) {
      throw new IllegalStateException(node.span() + ": a divergence needs a reason and a rule id");
    }
    known.add(key(text(map, "suite"), text(map, "case"), text(map, "probe")));
  }

  private static String text(MapNode map, String key) {
    return map.find(key).map(value -> ((ScalarNode) value).text()).orElse("");
  }

  private static String key(String suite, String name, String probe) {
    return suite + "\n" + name + "\n" + probe;
  }

  /** Whether the file excuses this probe, or its whole case. */
  boolean excuses(String suite, String name, String probe) {
    for (String key : List.of(key(suite, name, probe), key(suite, name, ""))) {
      if (known.contains(key)) {
        used.add(key);
        return true;
      }
    }
    return false;
  }

  /** Entries of the suites that ran which excused nothing: they must go. */
  List<String> unused(Set<String> suites) {
    List<String> rest = new ArrayList<>(known);
    rest.removeAll(used);
    rest.removeIf(key -> !suites.contains(key.substring(0, key.indexOf('\n'))));
    rest.sort(null);
    return rest;
  }
}
