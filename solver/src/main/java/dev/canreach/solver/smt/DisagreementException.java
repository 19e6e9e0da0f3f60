package dev.canreach.solver.smt;

/**
 * Two interpreters of one network disagree: a defect of this program, never an answer. The message carries what both of
 * them say, for a report.
 */
public final class DisagreementException extends RuntimeException {
  private static final long serialVersionUID = 1;

  DisagreementException(String message) {
    super(message);
  }
}
