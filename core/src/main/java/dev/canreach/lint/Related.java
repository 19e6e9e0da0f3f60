package dev.canreach.lint;

import dev.canreach.source.Span;
import java.util.Comparator;
import java.util.Objects;

/**
 * Another place that belongs to a finding.
 *
 * @param message what stands there, in lower case without a period; names of objects keep their spelling
 * @param span where
 */
public record Related(String message, Span span) implements Comparable<Related> {
  private static final Comparator<Related> ORDER = Comparator.comparing(Related::span).thenComparing(Related::message);

  public Related {
    Objects.requireNonNull(message);
    Objects.requireNonNull(span);
  }

  @Override
  public int compareTo(Related other) {
    return ORDER.compare(this, other);
  }
}
