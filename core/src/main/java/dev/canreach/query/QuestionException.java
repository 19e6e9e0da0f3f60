package dev.canreach.query;

/** A question that cannot be answered as it stands: it is malformed, ambiguous, or about something not understood. */
public final class QuestionException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * A refused question.
   *
   * @param message what is wrong and what to write instead, for people
   */
  public QuestionException(String message) {
    super(message);
  }

  /** What is wrong and what to write instead. */
  public String problem() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}
