package dev.canreach.cli.options;

/** A command line that a command does not take. */
public final class SyntaxException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SyntaxException(String message) {
    super(message);
  }

  /** What is wrong and what to write instead. */
  public String problem() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}
