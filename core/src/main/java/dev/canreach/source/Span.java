package dev.canreach.source;

import java.util.Objects;

/**
 * A place in a text. Places are ordered by file, line and column.
 *
 * @param file the file as the user named it, or the name that stands for another source such as standard input
 * @param line the line, counted from 1
 * @param column the column in characters (code points), counted from 1
 */
public record Span(String file, int line, int column) implements Comparable<Span> {

  /** No place at all: things that differ only in where they stand are equal once they all stand here. */
  public static final Span NOWHERE = new Span("", 1, 1);

  public Span {
    Objects.requireNonNull(file);
    if (line < 1 || column < 1) {
      throw new IllegalArgumentException("line and column count from 1: " + line + ":" + column);
    }
  }

  /** The first character of the file, where problems of the whole file are reported. */
  public static Span startOf(String file) {
    return new Span(file, 1, 1);
  }

  @Override
  public int compareTo(Span other) {
    int byFile = file.compareTo(other.file);
    int byLine = byFile == 0 ? Integer.compare(line, other.line) : byFile;
    return byLine == 0 ? Integer.compare(column, other.column) : byLine;
  }

  /** {@code file:line:column}, as compilers print it. */
  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
