package dev.canreach.conformance;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The outcomes of one suite. */
final class Tally {
  private final String suite;
  private final Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
  private final List<String> failures = new ArrayList<>();
  private int cases;

  Tally(String suite) {
    this.suite = suite;
  }

  void addCase() {
    cases++;
  }

  /** Counts an outcome; of those that are no success the description is kept. */
  void add(Outcome outcome, String description) {
    counts.merge(outcome, 1, Integer::sum);
    if (outcome == Outcome.WRONG || outcome == Outcome.UNKNOWN) {
      failures.add(outcome + " " + suite + ": " + description);
    }
  }

  int count(Outcome outcome) {
    return counts.getOrDefault(outcome, 0);
  }

  int total() {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** What went wrong, in the order of the suite. */
  List<String> failures() {
    return Collections.unmodifiableList(failures);
  }

  static String header() {
    return String.format("%-32s %6s %7s %7s %9s %8s %15s %6s", "suite", "cases", "probes", "passed", "diverging",
        "unknown",
        "not applicable", "wrong");
  }

  @Override
  public String toString() {
    return String.format("%-32s %6d %7d %7d %9d %8d %15d %6d", suite, cases, total(), count(Outcome.PASSED),
        count(Outcome.DIVERGING), count(Outcome.UNKNOWN), count(Outcome.NOT_APPLICABLE), count(Outcome.WRONG));
  }
}
