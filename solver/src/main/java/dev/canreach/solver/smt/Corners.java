package dev.canreach.solver.smt;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Points that represent the packets of a problem: one for each combination of cells, or a sample of them. */
final class Corners {
  /** Keeps the number of combinations within a long. */
  private static final int MOST_CANDIDATES = 32;

  private Corners() {}

  /** At most so many well-formed points; all combinations where they are no more, else evenly spread ones. */
  static List<Point> of(Problem problem, Map<Choice, Boolean> choices, int most) {
    List<List<BigInteger>> candidates = new ArrayList<>();
    long total = 1;
    for (Dimension dimension : problem.dimensions()) {
      List<BigInteger> all = dimension.candidates();
      List<BigInteger> kept = all.subList(0, Math.min(all.size(), total > 1L << 40 ? 1 : MOST_CANDIDATES));
      candidates.add(kept);
      total *= kept.size();
    }
    List<Point> points = new ArrayList<>();
    long count = Math.min(total, most);
    for (long sample = 0; sample < count; sample++) {
      Point point = point(problem, candidates, choices, count == total ? sample : total / count * sample);
      if (point.satisfies(problem.circuit(), problem.wellFormed())) {
        points.add(point);
      }
    }
    return points;
  }

  /** The combination of a number, whose digits name the candidates. */
  private static Point point(Problem problem, List<List<BigInteger>> candidates, Map<Choice, Boolean> choices,
      long number) {
    Map<Variable, BigInteger> values = new HashMap<>();
    long rest = number;
    for (int index = 0; index < candidates.size(); index++) {
      List<BigInteger> choice = candidates.get(index);
      values.put(problem.dimensions().get(index).variable(), choice.get((int) (rest % choice.size())));
      rest /= choice.size();
    }
    return new Point(values, choices);
  }
}
