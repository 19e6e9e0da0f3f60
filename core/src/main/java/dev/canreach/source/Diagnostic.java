package dev.canreach.source;

import java.util.Comparator;
import java.util.Objects;

/**
 * What is wrong with the input, and where. Diagnostics have one fixed order, by place first, so that output does not depend on the order of work.
 *
 * @param severity how bad it is
 * @param span where it stands
 * @param object the object that it concerns, such as {@code NetworkPolicy/shop/web}; empty when it concerns none
 * @param field the field as the API's causes spell it, such as {@code spec.ingress[0].ports[0].port}; empty when it concerns none
 * @param type the class of the problem in one word or phrase that programs can test; empty when it has none
 * @param message one sentence in lower case that says what is wrong and what to do, with the user's text in backticks
 */
public record Diagnostic(Severity severity, Span span, String object, String field, String type,
    String message) implements Comparable<Diagnostic> {

  private static final Comparator<Diagnostic> ORDER = Comparator.comparing(Diagnostic::span)
      .thenComparing(Diagnostic::severity)
      .thenComparing(Diagnostic::object)
      .thenComparing(Diagnostic::field)
      .thenComparing(Diagnostic::type)
      .thenComparing(Diagnostic::message);

  public Diagnostic {
    Objects.requireNonNull(severity);
    Objects.requireNonNull(span);
    Objects.requireNonNull(object);
    Objects.requireNonNull(field);
    Objects.requireNonNull(type);
    if (message.isBlank()) {
      throw new IllegalArgumentException("a diagnostic needs a message");
    }
  }

  /** A diagnostic that concerns no object. */
  public Diagnostic(Severity severity, Span span, String type, String message) {
    this(severity, span, "", "", type, message);
  }

  @Override
  public int compareTo(Diagnostic other) {
    return ORDER.compare(this, other);
  }
}
