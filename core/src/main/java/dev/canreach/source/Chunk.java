package dev.canreach.source;

/**
 * A part of a file's text that holds one YAML document, its directives and its {@code ---} line included, or any number of JSON values.
 *
 * @param file the file as the user named it
 * @param text the text of the whole file
 * @param start offset of the first character
 * @param end offset behind the last character
 * @param line the line of the first character, which begins that line; counted from 1
 * @param ascii whether all characters of the file are printable ASCII or ordinary white space
 */
record Chunk(String file, String text, int start, int end, int line, boolean ascii) {

  /** The place of an offset in this chunk. */
  Span spanAt(int offset) {
    int at = Math.min(offset, end);
    int currentLine = line;
    int lineStart = start;
    int next = nextLine(lineStart);
    while (next <= at && isBreak(text.charAt(next - 1)) && next > lineStart) {
      currentLine++;
      lineStart = next;
      next = nextLine(lineStart);
    }
    return new Span(file, currentLine, text.codePointCount(lineStart, at) + 1);
  }

  /** Offset of the first character of a line. */
  int offsetOfLine(int wanted) {
    int offset = start;
    for (int current = line; current < wanted && offset < end; current++) {
      offset = nextLine(offset);
    }
    return offset;
  }

  /** Offset of a place in this chunk. */
  int offsetOf(Span span) {
    int lineStart = offsetOfLine(span.line());
    int columns = Math.min(span.column() - 1, text.codePointCount(lineStart, end));
    return text.offsetByCodePoints(lineStart, columns);
  }

  /** Offset of the string's next occurrence at or behind the offset, or -1. */
  int indexOf(String string, int from) {
    return text.indexOf(string, from, end);
  }

  boolean contains(String string) {
    return indexOf(string, start) >= 0;
  }

  /** The text of the line around the offset, without its break. */
  String lineAround(int offset) {
    int from = Math.min(offset, end);
    while (from > start && !isBreak(text.charAt(from - 1))) {
      from--;
    }
    int to = from;
    while (to < end && !isBreak(text.charAt(to))) {
      to++;
    }
    return text.substring(from, to);
  }

  /** Offset behind the next line break, or the end of the chunk. */
  int nextLine(int offset) {
    return Lines.next(text, offset, end);
  }

  private static boolean isBreak(char c) {
    return c == '\n' || c == '\r';
  }
}
