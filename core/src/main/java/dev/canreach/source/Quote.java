package dev.canreach.source;

/** Puts the user's text into messages. */
public final class Quote {

  private static final int MAX_LENGTH = 60;

  private Quote() {}

  /** The text in backticks, cut when it is long, and without characters that would disturb a terminal. */
  public static String text(String text) {
    var shown = new StringBuilder("`");
    text.codePoints()
        .limit(MAX_LENGTH)
        .forEach(c -> shown
            .appendCodePoint(Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '\uFFFD' : c));
    return shown.append(text.codePointCount(0, text.length()) > MAX_LENGTH ? "…`" : "`").toString();
  }
}
