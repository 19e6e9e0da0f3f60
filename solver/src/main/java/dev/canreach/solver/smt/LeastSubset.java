package dev.canreach.solver.smt;

import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Finds the smallest set of choices to say yes to; of several, the one whose members come first. */
final class LeastSubset {

  /** What the set is for. */
  @FunctionalInterface
  interface Goal {
    /**
     * Whether the goal can be reached.
     *
     * @param forced choices that are settled; the others are free
     * @param most how many may be yes
     */
    boolean isReachable(Map<Choice, Boolean> forced, int most);
  }

  private LeastSubset() {}

  /** The set, or empty when not even all choices together reach the goal, nor any part of them. */
  static Optional<SortedSet<Choice>> find(SortedSet<Choice> choices, Goal goal) {
    if (!goal.isReachable(Map.of(), choices.size())) {
      return Optional.empty();
    }
    int size = 0;
    while (size < choices.size() && !goal.isReachable(Map.of(), size)) {
      size++;
    }
    SortedSet<Choice> chosen = new TreeSet<>();
    Map<Choice, Boolean> forced = new TreeMap<>();
    for (Choice choice : choices) {
      forced.put(choice, true);
      if (chosen.size() < size && goal.isReachable(forced, size)) {
        chosen.add(choice);
      } else {
        forced.put(choice, false);
      }
    }
    return Optional.of(chosen);
  }
}
