package dev.canreach.query;

/** A prover reached a limit before it knew the answer; the message says which. */
public final class ProverLimitException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * A limit was reached.
   *
   * @param message which limit, for people
   */
  public ProverLimitException(String message) {
    super(message);
  }
}
