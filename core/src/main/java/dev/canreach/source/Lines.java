package dev.canreach.source;

/** Lines as editors count them: they end with a line feed, a carriage return, or both. */
final class Lines {

  /**
   * The search goes in steps that grow from the one length to the other: long enough for the fast search, short enough that a file without the one kind of
   * break isn't searched to its end for each of the other.
   */
  private static final int FIRST_STEP = 16;
  private static final int LONGEST_STEP = 256;

  private Lines() {}

  /** Offset behind the first line break at or after the offset, or the end. */
  static int next(String text, int offset, int end) {
    int step = FIRST_STEP;
    int to;
    for (int from = offset; from < end; from = to) {
      to = Math.min(from + step, end);
      step = Math.min(2 * step, LONGEST_STEP);
      int feed = text.indexOf('\n', from, to);
      int carriageReturn = text.indexOf('\r', from, feed < 0 ? to : feed);
      if (carriageReturn >= 0) {
        boolean both = carriageReturn + 1 < end && text.charAt(carriageReturn + 1) == '\n';
        return carriageReturn + (both ? 2 : 1);
      }
      if (feed >= 0) {
        return feed + 1;
      }
    }
    return end;
  }
}
