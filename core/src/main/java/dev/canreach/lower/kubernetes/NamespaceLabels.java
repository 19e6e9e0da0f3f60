package dev.canreach.lower.kubernetes;

import dev.canreach.resource.kubernetes.Namespace;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The namespaces in use and their labels; each has its own name as a label, whatever the manifest says (K8S/W-05). */
public final class NamespaceLabels {
  /** The label that is a namespace's own name (K8S/W-05). */
  public static final String NAME = "kubernetes.io/metadata.name";

  private final SortedMap<String, Map<String, String>> listed = new TreeMap<>();
  private final SortedSet<String> names = new TreeSet<>();

  /** The labels of the namespaces that the input lists, and of those in use. */
  NamespaceLabels(List<Namespace> namespaces, Collection<String> used) {
    for (Namespace namespace : namespaces) {
      if (!namespace.meta().labelsKnown()) {
        names.add(namespace.name());
        continue;
      }
      Map<String, String> labels = new TreeMap<>(namespace.meta().labels());
      labels.put(NAME, namespace.name());
      listed.put(namespace.name(), labels);
    }
    names.addAll(listed.keySet());
    names.addAll(used);
  }

  /** Whether the same namespaces have the same labels. */
  boolean same(NamespaceLabels other) {
    return listed.equals(other.listed) && names.equals(other.names);
  }

  /** Every namespace, listed or only used, in ascending order. */
  public List<String> names() {
    return List.copyOf(names);
  }

  /** Whether the input has the Namespace with labels that can be read, so that all its labels are known. */
  public boolean listed(String name) {
    return listed.containsKey(name);
  }

  /** The known labels. */
  public Map<String, String> of(String name) {
    return listed.getOrDefault(name, Map.of(NAME, name));
  }
}
