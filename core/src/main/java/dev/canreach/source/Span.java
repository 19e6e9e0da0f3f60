package dev.canreach.source;

import java.util.Comparator;

/**
 * A place in a text.
 *
 * @param file the path as the user gave it, or {@code -} for standard input
 * @param line 1-based
 * @param column 1-based, in characters
 */
public record Span(String file, int line, int column) implements Comparable<Span> {

  private static final Comparator<Span> ORDER = Comparator.comparing(Span::file)
      .thenComparingInt(Span::line)
      .thenComparingInt(Span::column);

  @Override
  public int compareTo(Span other) {
    return ORDER.compare(this, other);
  }

  /** {@code file:line:column}. */
  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
