package dev.canreach.resource.manifest;

import dev.canreach.resource.Rejection;
import dev.canreach.source.Diagnostic;
import dev.canreach.source.Diagnostics;
import dev.canreach.source.Quote;
import dev.canreach.source.Severity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Collects what is wrong with one object: each error is a diagnostic and a reason why the server refuses the object. */
public final class Problems {
  private final String object;
  private final boolean strict;
  private final Diagnostics diagnostics;
  private final List<Rejection> rejections;
  private final List<Diagnostic> warnings = new ArrayList<>();
  private final List<String> undecoded = new ArrayList<>();
  private boolean errors;
  private boolean unseen;

  /**
   * Problems of an object.
   *
   * @param object the name of the object in messages
   * @param strict whether what the server drops with a warning is an error
   * @param diagnostics receives every problem
   * @param rejections receives the errors
   */
  public Problems(String object, boolean strict, Diagnostics diagnostics, List<Rejection> rejections) {
    this.object = object;
    this.strict = strict;
    this.diagnostics = diagnostics;
    this.rejections = rejections;
  }

  /** Whether unknown and repeated fields are errors. */
  public boolean strict() {
    return strict;
  }

  /** Whether there are errors. */
  public boolean hasErrors() {
    return errors;
  }

  /**
   * All that keeps the object from being decoded has been reported. A server checks nothing else of an object that it can't
   * decode, so that what comes now is no diagnostic then. It is a reason to refuse the object all the same, once it can be
   * decoded, unless it comes of what can't.
   */
  public void decoded() {
    unseen = !undecoded.isEmpty();
  }

  /** The server refuses the object. */
  public void error(ProblemType type, Place place, String message) {
    error(type, place, message, false);
  }

  /** The object can't be decoded since a text lacks the quotes that keep it from being something else (K8S/KX-10). */
  public void unquoted(Place place, String message) {
    error(ProblemType.DECODE, place, message, true);
  }

  private void error(ProblemType type, Place place, String message, boolean unquoted) {
    String field = place.path().toString();
    if (unseen
        && undecoded.stream().anyMatch(other -> Rejection.isWithin(field, other) || Rejection.isWithin(other, field))) {
      return;
    }
    errors = true;
    if (type == ProblemType.DECODE) {
      undecoded.add(field);
    }
    if (!unseen) {
      diagnostics.add(new Diagnostic(Severity.ERROR, place.span(), object, field, type.text(), message));
    }
    rejections.add(new Rejection(object, field, type.text(), message, place.span(), unquoted));
  }

  /** The server drops a part of the object, and refuses it only when it is asked to be strict (K8S/W-16). */
  public void dropped(ProblemType type, Place place, String message) {
    if (strict) {
      error(type, place, message);
    } else {
      diagnostics.add(
          new Diagnostic(Severity.WARNING, place.span(), object, place.path().toString(), type.text(), message));
    }
  }

  /** The server accepts the object with a warning, which it leaves out when it refuses the object. */
  public void warning(Place place, String message) {
    warnings.add(new Diagnostic(Severity.WARNING, place.span(), object, place.path().toString(),
        ProblemType.WARNING.text(), message));
  }

  /** Everything about the object has been checked. */
  public void finish() {
    if (!errors) {
      warnings.forEach(diagnostics::add);
    }
    warnings.clear();
  }

  /** A value that breaks a rule; the rule completes the sentence that the value begins. */
  public void invalid(Place place, String value, String rule) {
    error(ProblemType.INVALID, place, Quote.text(value) + " " + rule);
  }

  /** A value that isn't there; the remedy says what to write. */
  public void required(Place place, String remedy) {
    error(ProblemType.REQUIRED, place, remedy);
  }

  /** A field that must not be set; the reason is a sentence. */
  public void forbidden(Place place, String reason) {
    error(ProblemType.FORBIDDEN, place, reason);
  }

  /** A value that occurs twice. */
  public void duplicate(Place place, String value) {
    error(ProblemType.DUPLICATE, place, Quote.text(value) + " occurs twice: each may occur once");
  }

  /** Checks a value against a rule that returns what is wrong with it, completing the sentence that the value begins. */
  public void check(Place place, String value, Function<String, Optional<String>> rule) {
    rule.apply(value).ifPresent(problem -> invalid(place, value, problem));
  }

  /** Checks that a value is one of some. */
  public void oneOf(Place place, String value, String... supported) {
    if (!Arrays.asList(supported).contains(value)) {
      String choices = Arrays.stream(supported).map(Quote::text).collect(Collectors.joining(", "));
      error(ProblemType.NOT_SUPPORTED, place, Quote.text(value) + " is not known here: use one of " + choices);
    }
  }

  /** Checks that a number lies in a range. */
  public void inRange(Place place, long value, long first, long last) {
    if (value < first || value > last) {
      invalid(place, Long.toString(value), "is out of range: use " + first + " to " + last);
    }
  }

  /** Checks that a number isn't negative. */
  public void notNegative(Place place, long value) {
    if (value < 0) {
      invalid(place, Long.toString(value), "is negative: use 0 or more");
    }
  }
}
