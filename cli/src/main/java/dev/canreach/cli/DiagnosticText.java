package dev.canreach.cli;

import dev.canreach.source.Diagnostic;
import java.util.Locale;

/** Diagnostics as compilers print them. */
final class DiagnosticText {
  private DiagnosticText() {}

  /** One line: place, severity, message, field. */
  static String line(Diagnostic diagnostic) {
    String field = diagnostic.field().isEmpty() ? "" : " (" + diagnostic.field() + ")";
    return diagnostic.span() + ": " + diagnostic.severity().name().toLowerCase(Locale.ROOT) + ": "
        + diagnostic.message() + field;
  }
}
