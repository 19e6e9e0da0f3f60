package dev.canreach.lint.rules.object;

import static dev.canreach.resource.manifest.Suggestion.distance;

import java.util.Locale;

/** Whether two words are so near to each other that one is a slip of the other. */
final class EditDistance {
  private EditDistance() {}

  /**
   * Whether one word looks like a slip of the other: they differ in case or separators alone, or by one letter, or by two letters when both have at least
   * eight. Words that differ in digits alone are numbered on purpose.
   */
  static boolean isSlip(String a, String b) {
    if (a.equals(b) || a.replaceAll("[0-9]+", "#").equals(b.replaceAll("[0-9]+", "#"))) {
      return false;
    }
    String plainA = plain(a);
    String plainB = plain(b);
    int shorter = Math.min(plainA.length(), plainB.length());
    return plainA.equals(plainB) || (shorter >= 3 && distance(plainA, plainB) <= (shorter >= 8 ? 2 : 1));
  }

  private static String plain(String word) {
    return word.toLowerCase(Locale.ROOT).replaceAll("[-_. ]", "");
  }
}
