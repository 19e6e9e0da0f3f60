package dev.canreach.solver.smt;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One label of a pod that does not exist yet, as an enumeration: absent, a value that nothing mentions, or one of the
 * values that something mentions. An unmentioned value makes answers about such pods sound.
 */
final class LabelVariable {
  /** The pod lacks the label. */
  static final int ABSENT = 0;
  /** The label has a value that nothing mentions. */
  static final int OTHER = 1;
  /** Enough for more values than an input can spell. */
  private static final int WIDTH = 32;

  private final Variable variable;
  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<String> values = new ArrayList<>();

  LabelVariable(String name) {
    variable = new Variable(name, WIDTH);
  }

  /** The variable. */
  Variable variable() {
    return variable;
  }

  /** The number of a mentioned value, which is given one at its first mention. */
  int number(String value) {
    return numbers.computeIfAbsent(value, fresh -> {
      values.add(fresh);
      return OTHER + values.size();
    });
  }

  /** The greatest number in use. */
  int last() {
    return OTHER + values.size();
  }

  /** The mentioned values, in the order of their numbers. */
  List<String> mentioned() {
    return List.copyOf(values);
  }

  /** Every number in the order of witnesses: absent, then the values alphabetically, the unmentioned one last. */
  List<BigInteger> candidates() {
    List<BigInteger> ordered = new ArrayList<>();
    ordered.add(BigInteger.valueOf(ABSENT));
    values.stream().sorted().map(this::number).map(BigInteger::valueOf).forEach(ordered::add);
    ordered.add(BigInteger.valueOf(OTHER));
    return ordered;
  }

  /** The text of a number other than {@link #ABSENT}. */
  String text(int number) {
    if (number > OTHER) {
      return values.get(number - OTHER - 1);
    }
    String fresh = "other";
    for (int suffix = 2; numbers.containsKey(fresh); suffix++) {
      fresh = "other-" + suffix;
    }
    return fresh;
  }
}
