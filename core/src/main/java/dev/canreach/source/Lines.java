package dev.canreach.source;

/** Lines as editors count them: they end with a line feed, a carriage return, or both. */
final class Lines {

  private Lines() {}

  /** Offset behind the first line break at or after the offset, or the end. */
  static int next(String text, int offset, int end) {
    for (int i = offset; i < end; i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        return i + 1;
      }
      if (c == '\r') {
        return i + 1 < end && text.charAt(i + 1) == '\n' ? i + 2 : i + 1;
      }
    }
    return end;
  }
}
