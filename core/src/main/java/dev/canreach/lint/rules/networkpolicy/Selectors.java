package dev.canreach.lint.rules.networkpolicy;

import dev.canreach.resource.LabelSelector;
import dev.canreach.resource.LabelSelector.Operator;
import dev.canreach.resource.LabelSelector.Requirement;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What can be said of selectors without any pod. */
final class Selectors {
  private static final String ANY_VALUE = "any-value";

  private Selectors() {}

  /** The fewest labels that the selector selects; empty when it can select nothing. Requirements on different keys are independent (K8S/N-16). */
  static Optional<SortedMap<String, String>> example(LabelSelector selector) {
    var labels = new TreeMap<String, String>();
    for (String key : keys(selector)) {
      var values = new TreeSet<String>();
      on(selector, key, Operator.IN).forEach(requirement -> values.addAll(requirement.values()));
      on(selector, key, Operator.IN).forEach(requirement -> values.retainAll(requirement.values()));
      on(selector, key, Operator.NOT_IN).forEach(requirement -> values.removeAll(requirement.values()));
      if (!values.isEmpty()) {
        labels.put(key, values.first());
      } else if (!on(selector, key, Operator.EXISTS).isEmpty()) {
        labels.put(key, ANY_VALUE);
      }
    }
    return selector.matches(labels) ? Optional.of(labels) : Optional.empty();
  }

  /** The first key on which the requirements contradict each other. */
  static Optional<String> contradiction(LabelSelector selector) {
    return isPlain(selector)
        ? Optional.empty()
        : keys(selector).stream().filter(key -> example(only(selector, key)).isEmpty()).findFirst();
  }

  /** Whether every requirement can be met and is the only one about its label: then nothing contradicts anything. */
  private static boolean isPlain(LabelSelector selector) {
    var keys = new HashSet<String>();
    return selector.requirements()
        .stream()
        .allMatch(requirement -> keys.add(requirement.key())
            && requirement.operator() != Operator.INVALID
            && (requirement.operator() != Operator.IN || !requirement.values().isEmpty()));
  }

  /**
   * Whether everything that `narrow` selects, `wide` selects too, because each requirement of `wide` is one of `narrow` as well. False when that takes a
   * closer look.
   */
  static boolean covers(LabelSelector wide, LabelSelector narrow) {
    return wide.requirements()
        .stream()
        .allMatch(required -> narrow.requirements().stream().anyMatch(own -> same(required, own)));
  }

  /** The selector as people write labels: {@code app=web,tier!=db}. */
  static String text(LabelSelector selector) {
    return selector.requirements().stream().map(Selectors::text).collect(Collectors.joining(","));
  }

  /** The requirement as people write it. */
  static String text(Requirement requirement) {
    String values = String.join(", ", requirement.values());
    return switch (requirement.operator()) {
      case IN -> requirement.values().size() == 1
          ? requirement.key() + "=" + values
          : requirement.key() + " in (" + values + ")";
      case NOT_IN -> requirement.values().size() == 1
          ? requirement.key() + "!=" + values
          : requirement.key() + " notin (" + values + ")";
      case EXISTS -> requirement.key();
      case DOES_NOT_EXIST -> "!" + requirement.key();
      case INVALID -> requirement.key() + " ?";
    };
  }

  private static boolean same(Requirement a, Requirement b) {
    return a.key().equals(b.key()) && a.operator() == b.operator()
        && new TreeSet<>(a.values()).equals(new TreeSet<>(b.values()));
  }

  private static SortedSet<String> keys(LabelSelector selector) {
    return selector.requirements().stream().map(Requirement::key).collect(Collectors.toCollection(TreeSet::new));
  }

  private static LabelSelector only(LabelSelector selector, String key) {
    return new LabelSelector(
        selector.requirements().stream().filter(requirement -> requirement.key().equals(key)).toList(),
        selector.span());
  }

  private static List<Requirement> on(LabelSelector selector, String key, Operator operator) {
    return selector.requirements()
        .stream()
        .filter(requirement -> requirement.key().equals(key) && requirement.operator() == operator)
        .toList();
  }
}
