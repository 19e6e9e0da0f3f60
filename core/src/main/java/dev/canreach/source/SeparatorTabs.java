package dev.canreach.source;

import java.util.Optional;

/**
 * Lets tabs stand between the parts of a line, and before the parts of a flow mapping or list, where the API server's reader takes them as blanks but
 * SnakeYAML does not. Tabs that indent block structure stay errors, as they are for that reader.
 */
final class SeparatorTabs {

  /** Larger documents aren't worth parsing again. */
  private static final int MAX_LENGTH = 1 << 20;

  private SeparatorTabs() {}

  /** The chunk with blanks instead of the tabs that stand where the parser failed; empty when no tab was the reason. */
  static Optional<Chunk> repair(Chunk chunk, Diagnostic failure) {
    if (!failure.type().equals(ProblemType.SYNTAX) || chunk.end() - chunk.start() > MAX_LENGTH) {
      return Optional.empty();
    }
    int failed = chunk.offsetOf(failure.span());
    int from = failed;
    while (from > chunk.start() && isBlank(chunk.text().charAt(from - 1))) {
      from--;
    }
    int to = failed;
    while (to < chunk.end() && isBlank(chunk.text().charAt(to))) {
      to++;
    }
    String blanks = chunk.text().substring(from, to);
    // the parser itself skips tabs in flow context, and fails at the space behind them
    boolean flow = failed < to && chunk.text().charAt(failed) == ' ';
    if (!blanks.contains("\t") || (!flow && !separates(chunk, from))) {
      return Optional.empty();
    }
    String text = chunk.text().substring(chunk.start(), from) + blanks.replace('\t', ' ')
        + chunk.text().substring(to, chunk.end());
    return Optional.of(new Chunk(chunk.file(), text, 0, text.length(), chunk.line(), chunk.ascii()));
  }

  /** Whether the blanks from the offset on follow text other than the indicators whose content they would indent. */
  private static boolean separates(Chunk chunk, int from) {
    if (from == chunk.start()) {
      return false;
    }
    char before = chunk.text().charAt(from - 1);
    return before != '\n' && before != '\r' && before != '-' && before != '?';
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }
}
