package dev.canreach.cli;

/** The command line or the configuration asks for something that cannot be done as it stands. */
final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }

  /** What is wrong and what to write instead. */
  String problem() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}
