package dev.canreach.conformance;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The outcomes of one suite. */
final class Tally {
  private final String suite;
  private final Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
  private final List<String> failures = new ArrayList<>();
  private final SortedMap<String, int[]> classes = new TreeMap<>();
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

  /** Counts an outcome in the class of its expectation. */
  void count(String expected, Outcome outcome) {
    int[] pair = classes.computeIfAbsent(expected, key -> new int[2]);
    pair[0] += outcome == Outcome.PASSED ? 1 : 0;
    pair[1]++;
  }

  /** The name of the suite. */
  String suite() {
    return suite;
  }

  /** The share of probes of each class that were answered definitely and right, in percent. */
  SortedMap<String, Integer> definite() {
    SortedMap<String, Integer> shares = new TreeMap<>();
    classes.forEach((expected, pair) -> shares.put(expected, 100 * pair[0] / pair[1]));
    return shares;
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
    return String.format("%-32s %6s %7s %7s %9s %8s %15s %6s  %s", "suite", "cases", "probes", "passed", "diverging",
        "unknown", "not applicable", "wrong", "definite and right of each expectation");
  }

  @Override
  public String toString() {
    return String.format("%-32s %6d %7d %7d %9d %8d %15d %6d  %s", suite, cases, total(), count(Outcome.PASSED),
        count(Outcome.DIVERGING), count(Outcome.UNKNOWN), count(Outcome.NOT_APPLICABLE), count(Outcome.WRONG),
        definite().entrySet().stream().map(e -> e.getKey() + " " + e.getValue() + " %").collect(joining(", ")));
  }
}
