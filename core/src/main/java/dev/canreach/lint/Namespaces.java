package dev.canreach.lint;

import dev.canreach.lower.kubernetes.NamespaceLabels;
import dev.canreach.resource.LabelSelector;
import dev.canreach.resource.kubernetes.Namespace;
import dev.canreach.source.Span;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The namespaces of the input, those that only pods speak of among them, and what selectors select among them. */
public final class Namespaces {
  private final List<Labelled> all;
  private final Map<List<List<String>>, Selected> selected = new ConcurrentHashMap<>();

  private record Selected(List<Labelled> namespaces, List<String> names) {}

  /**
   * A namespace.
   *
   * @param name its name
   * @param object what speaks of it, e.g. {@code Namespace shop}
   * @param labels its labels, that of its name among them (K8S/W-05)
   * @param span where the object that speaks of it begins
   */
  public record Labelled(String name, String object, SortedMap<String, String> labels, Span span) {
    public Labelled {
      labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    }

    private static Labelled of(Namespace namespace) {
      var labels = new TreeMap<>(namespace.meta().labels());
      labels.put(NamespaceLabels.NAME, namespace.name());
      return new Labelled(namespace.name(), namespace.id(), labels, namespace.span());
    }

    private static Labelled of(PodGroup pod) {
      return new Labelled(pod.namespace(), "namespace " + pod.namespace() + " of " + pod.object(),
          new TreeMap<>(Map.of(NamespaceLabels.NAME, pod.namespace())), pod.span());
    }
  }

  private Namespaces(RuleContext context) {
    var byName = new TreeMap<String, Labelled>();
    context.pods().namespaces().forEach(name -> byName.put(name, Labelled.of(context.pods().in(name).getFirst())));
    context.all(Namespace.class).forEach(namespace -> byName.put(namespace.name(), Labelled.of(namespace)));
    all = List.copyOf(byName.values());
  }

  /** Those of a run. */
  public static Namespaces of(RuleContext context) {
    return context.shared(Namespaces.class, Namespaces::new);
  }

  /** All of them, by name. */
  public List<Labelled> all() {
    return all;
  }

  /** Those that the selector selects for sure, by name (K8S/N-16). */
  public List<Labelled> selected(LabelSelector selector) {
    return all(selector).namespaces();
  }

  /** The names of those, in alphabetical order. */
  public List<String> selectedNames(LabelSelector selector) {
    return all(selector).names();
  }

  private Selected all(LabelSelector selector) {
    return selected.computeIfAbsent(selector.terms(), terms -> {
      List<Labelled> those = all.stream().filter(each -> selector.matches(each.labels())).toList();
      return new Selected(those, those.stream().map(Labelled::name).toList());
    });
  }
}
