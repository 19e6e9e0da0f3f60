package dev.canreach.solver.smt;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Finds the smallest set of objects without which a packet is delivered. Objects both restrict and permit, so removing
 * more need not open more: every set size is asked for by itself.
 */
final class RemovalSearch {
  private RemovalSearch() {}

  /** The objects; empty when a packet is delivered as it is, or whatever is removed. */
  static Optional<Set<String>> find(Session session, Problem problem) {
    SortedSet<Choice> removable = new TreeSet<>();
    Map<Choice, Boolean> assumed = new TreeMap<>();
    for (Choice choice : problem.circuit().choices(problem.root())) {
      switch (choice) {
        case Choice.Removed removed -> removable.add(removed);
        case Choice.Assumed assumption -> assumed.put(choice, assumption.assumption().byDefault().orElse(false));
      }
    }
    try (Frame frame = session.open(problem.circuit(), problem.root())) {
      return LeastSubset.find(removable, (forced, most) -> isReachable(frame, removable, assumed, forced, most))
          .filter(objects -> !objects.isEmpty())
          .map(RemovalSearch::names);
    }
  }

  private static boolean isReachable(Frame frame, SortedSet<Choice> removable, Map<Choice, Boolean> assumed,
      Map<Choice, Boolean> forced, int most) {
    Map<Choice, Boolean> fixed = new TreeMap<>(assumed);
    fixed.putAll(forced);
    try (Frame limited = frame.nested()) {
      limited.atMost(removable, most);
      return limited.check(fixed).isPresent();
    }
  }

  private static Set<String> names(SortedSet<Choice> objects) {
    Set<String> names = new TreeSet<>();
    objects.forEach(choice -> names.add(choice.name()));
    return names;
  }
}
