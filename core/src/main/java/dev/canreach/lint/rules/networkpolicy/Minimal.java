package dev.canreach.lint.rules.networkpolicy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Smallest lists that do. */
final class Minimal {
  private Minimal() {}

  /**
   * A list of which no member can go, for a property that more members never spoil; empty when all members together don't have it. Members are left out from
   * the last to the first.
   */
  static <T> Optional<List<T>> of(List<T> members, Predicate<List<T>> suffices) {
    if (members.isEmpty() || !suffices.test(members)) {
      return Optional.empty();
    }
    var kept = new ArrayList<>(members);
    for (T member : members.reversed()) {
      var without = new ArrayList<>(kept);
      without.remove(member);
      if (suffices.test(without)) {
        kept = without;
      }
    }
    return Optional.of(List.copyOf(kept));
  }
}
