package dev.canreach.solver.smt;

/** The solver stopped at a limit before it knew the answer. */
final class LimitReachedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String reason;

  LimitReachedException(String reason) {
    super(reason);
    this.reason = reason;
  }

  /** Which limit, for people. */
  String reason() {
    return reason;
  }
}
