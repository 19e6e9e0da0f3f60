package dev.canreach.solver.smt;

import com.microsoft.z3.BoolExpr;
import com.microsoft.z3.Context;
import com.microsoft.z3.Solver;
import com.microsoft.z3.Status;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a solver is told between push and pop. Scopes of one solver are closed in reverse order. */
final class Frame implements AutoCloseable {
  private final Session session;
  private final Context context;
  private final Solver solver;
  private final Z3Terms terms;

  Frame(Session session, Context context, Solver solver, Z3Terms terms) {
    this.session = session;
    this.context = context;
    this.solver = solver;
    this.terms = terms;
    solver.push();
  }

  /** A frame within this one. */
  Frame nested() {
    return new Frame(session, context, solver, terms);
  }

  /** The gate is true from here on. */
  void add(int gate) {
    solver.add(new BoolExpr[]{terms.term(gate)});
  }

  /** No more than this number of the choices is yes. */
  void atMost(Collection<Choice> choices, int most) {
    if (most < choices.size()) {
      solver.add(new BoolExpr[]{context.mkAtMost(choices.stream().map(terms::choice).toArray(BoolExpr[]::new), most)});
    }
  }

  /**
   * A point where everything that was added is true.
   *
   * @param fixed choices that are not free
   * @return the point, or empty when there is none
   * @throws LimitReachedException when the solver gives up
   */
  Optional<Point> check(Map<Choice, Boolean> fixed) {
    List<BoolExpr> literals = new ArrayList<>();
    fixed.forEach((choice, value) -> {
      BoolExpr constant = terms.choice(choice);
      literals.add(value ? constant : context.mkNot(constant));
    });
    session.count();
    Status status = solver.check(literals.toArray(BoolExpr[]::new));
    return switch (status) {
      case SATISFIABLE -> Optional.of(terms.point(solver.getModel()));
      case UNSATISFIABLE -> Optional.empty();
      case UNKNOWN -> throw new LimitReachedException(
          "the solver gave up at its limit (" + solver.getReasonUnknown() + ")");
    };
  }

  @Override
  public void close() {
    solver.pop();
  }
}
