package dev.canreach.diff;

import java.util.List;

/**
 * Texts that a regular expression describes: a short one, and one in which everything that may be there is. They are
 * guesses for the usual syntax; whoever uses them checks that they match.
 */
final class RegexSamples {
  private static final String SPECIAL = "wdsWDSbBAzQEpP";
  private static final int DEEPEST = 50;

  private final String pattern;
  private final boolean full;
  private int at;
  private int depth;

  private RegexSamples(String pattern, boolean full) {
    this.pattern = pattern;
    this.full = full;
  }

  /** The texts. */
  static List<String> of(String pattern) {
    return List.of(new RegexSamples(pattern, false).choice(), new RegexSamples(pattern, true).choice());
  }

  /** The first alternative, or the last one of the full text. */
  private String choice() {
    if (depth++ > DEEPEST) {
      at = pattern.length();
    }
    String chosen = sequence();
    while (at < pattern.length() && pattern.charAt(at) == '|') {
      at++;
      String next = sequence();
      chosen = full ? next : chosen;
    }
    depth--;
    return chosen;
  }

  private String sequence() {
    StringBuilder text = new StringBuilder();
    while (at < pattern.length() && pattern.charAt(at) != '|' && pattern.charAt(at) != ')') {
      String part = part();
      text.append(part.repeat(repetitions()));
    }
    return text.toString();
  }

  private String part() {
    char c = pattern.charAt(at++);
    return switch (c) {
      case '^', '$' -> "";
      case '.' -> "x";
      case '(' -> group();
      case '[' -> letter();
      case '\\' -> escaped();
      default -> String.valueOf(c);
    };
  }

  private String group() {
    if (pattern.startsWith("?", at)) {
      int colon = pattern.indexOf(':', at);
      int name = pattern.indexOf('>', at);
      int start = colon < 0 ? name : name < 0 ? colon : Math.min(colon, name);
      at = start < 0 ? pattern.length() : start + 1;
    }
    String inner = choice();
    at++;
    return inner;
  }

  /** A letter of a class: its first one, or for the others of a class one that is seldom named. */
  private String letter() {
    boolean negated = pattern.startsWith("^", at);
    int start = at + (negated ? 1 : 0);
    int end = Math.max(pattern.indexOf(']', start + 1), start);
    String members = pattern.substring(Math.min(start, pattern.length()), Math.min(end, pattern.length()));
    at = end + 1;
    if (negated || members.isEmpty()) {
      return "x";
    }
    return members.startsWith("\\") && members.length() > 1 ? of(members.charAt(1)) : members.substring(0, 1);
  }

  private String escaped() {
    if (at >= pattern.length()) {
      return "";
    }
    char c = pattern.charAt(at++);
    if (c == 'Q') {
      int end = pattern.indexOf("\\E", at);
      String quoted = pattern.substring(at, end < 0 ? pattern.length() : end);
      at = end < 0 ? pattern.length() : end + 2;
      return quoted;
    }
    return of(c);
  }

  private static String of(char escaped) {
    return switch (escaped) {
      case 'd' -> "0";
      case 's' -> " ";
      case 'w', 'D', 'S' -> "x";
      case 'W' -> "-";
      default -> SPECIAL.indexOf(escaped) >= 0 ? "" : String.valueOf(escaped);
    };
  }

  /** How often the part before is written. */
  private int repetitions() {
    if (at >= pattern.length()) {
      return 1;
    }
    int times = switch (pattern.charAt(at)) {
      case '*', '?' -> full ? 1 : 0;
      case '+' -> 1;
      case '{' -> least();
      default -> -1;
    };
    if (times < 0) {
      return 1;
    }
    at = pattern.charAt(at) == '{' ? Math.max(pattern.indexOf('}', at), at) + 1 : at + 1;
    if (pattern.startsWith("?", at)) {
      at++;
    }
    return times;
  }

  /** The least number of repetitions that braces ask for; -1 where they are letters. */
  private int least() {
    int start = at + 1;
    int end = start;
    int least = 0;
    while (end < pattern.length() && Character.isDigit(pattern.charAt(end)) && end < start + 3) {
      least = 10 * least + Character.digit(pattern.charAt(end++), 10);
    }
    return end == start ? -1 : full ? Math.max(least, 1) : least;
  }
}
