package dev.canreach.solver.smt;

import com.microsoft.z3.Context;
import com.microsoft.z3.Params;
import com.microsoft.z3.Solver;
import org.jspecify.annotations.Nullable;

/**
 * One Z3 context with two solvers that are reused by push and pop: new solvers and new contexts for every question leak
 * or are slow. Used by one thread.
 */
final class Session implements AutoCloseable {
  private final Context context;
  private final Solver packets;
  private final Solver choices;
  private int checks;
  private volatile boolean interrupted;
  private @Nullable Z3Terms terms;

  Session(Limits limits) {
    Z3Library.load();
    context = new Context();
    Params params = context.mkParams();
    params.add("rlimit", limits.steps());
    packets = context.mkSimpleSolver();
    packets.setParameters(params);
    choices = context.mkSimpleSolver();
    choices.setParameters(params);
  }

  /** A frame in which the gate is true. */
  Frame open(Circuit circuit, int gate) {
    Frame frame = new Frame(this, context, packets, terms(circuit));
    frame.add(gate);
    return frame;
  }

  /** An empty frame, for constraints on choices, beside the one of {@link #open}. */
  Frame openChoices(Circuit circuit) {
    return new Frame(this, context, choices, terms(circuit));
  }

  /** The number of checks so far. */
  int checks() {
    return checks;
  }

  /** Another check. */
  void count() {
    checks++;
  }

  /** Makes a running check give up; may be called from any thread. Nothing that comes out of the session afterwards counts. */
  void interrupt() {
    interrupted = true;
    context.interrupt();
  }

  /** Whether somebody made it give up: a check may then have ended with half a model. */
  boolean isInterrupted() {
    return interrupted;
  }

  @Override
  public void close() {
    context.close();
  }

  private Z3Terms terms(Circuit circuit) {
    if (terms == null || terms.circuit() != circuit) {
      terms = new Z3Terms(context, circuit);
    }
    return terms;
  }
}
