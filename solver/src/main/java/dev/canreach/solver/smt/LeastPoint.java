package dev.canreach.solver.smt;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the first point in the order of witnesses, so that the witness does not depend on what the solver was asked
 * before. Variable after variable: values that a computation can decide cost no check, the others a binary search over
 * the cells below the value at hand.
 */
final class LeastPoint {
  private final Problem problem;
  private final Frame frame;
  private final Map<Choice, Boolean> fixed;
  private final List<Integer> settled = new ArrayList<>();

  private LeastPoint(Problem problem, Frame frame, Map<Choice, Boolean> fixed) {
    this.problem = problem;
    this.frame = frame;
    this.fixed = fixed;
  }

  /**
   * The least point.
   *
   * @param problem the question
   * @param open a frame in which its root is true
   * @param fixed a value for each of its choices
   * @param some a point with these choices where the root is true
   */
  static Point find(Problem problem, Frame open, Map<Choice, Boolean> fixed, Point some) {
    try (Frame frame = open.nested()) {
      return new LeastPoint(problem, frame, fixed).improve(some.with(fixed));
    }
  }

  private Point improve(Point some) {
    Point point = represented(some);
    for (Dimension dimension : problem.dimensions()) {
      Variable variable = dimension.variable();
      List<BigInteger> candidates = dimension.candidates();
      int rank = candidates.indexOf(point.value(variable));
      if (rank > 0) {
        Point first = point.with(variable, candidates.get(0));
        point = first.satisfies(problem.circuit(), problem.root()) ? first : search(dimension, candidates, point);
      }
      settled.add(problem.circuit().is(variable, point.value(variable)));
    }
    return point;
  }

  private Point search(Dimension dimension, List<BigInteger> candidates, Point start) {
    Variable variable = dimension.variable();
    settled.forEach(frame::add);
    settled.clear();
    Point best = start;
    int low = 0;
    int high = candidates.indexOf(start.value(variable));
    while (low < high) {
      int middle = (low + high) / 2;
      Optional<Point> better = among(dimension, candidates, middle);
      if (better.isPresent()) {
        best = represented(better.get().with(fixed));
        high = candidates.indexOf(best.value(variable));
      } else {
        low = middle + 1;
      }
    }
    return best;
  }

  private Optional<Point> among(Dimension dimension, List<BigInteger> candidates, int rank) {
    try (Frame attempt = frame.nested()) {
      attempt.add(dimension.upTo(problem.circuit(), candidates, rank));
      return attempt.check(fixed);
    }
  }

  private Point represented(Point point) {
    Point result = point;
    for (Dimension dimension : problem.dimensions()) {
      Variable variable = dimension.variable();
      result = result.with(variable, dimension.representative(point.value(variable)));
    }
    return result;
  }
}
