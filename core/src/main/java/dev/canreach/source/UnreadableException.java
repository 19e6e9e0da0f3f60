package dev.canreach.source;

import java.util.Objects;

/** Ends the reading of one document; never leaves this package. */
final class UnreadableException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient Diagnostic diagnostic;

  UnreadableException(Diagnostic diagnostic) {
    super(diagnostic.message(), null, false, false);
    this.diagnostic = Objects.requireNonNull(diagnostic);
  }

  static UnreadableException error(Span span, String type, String message) {
    return new UnreadableException(new Diagnostic(Severity.ERROR, span, type, message));
  }

  Diagnostic diagnostic() {
    return diagnostic;
  }
}
