package dev.canreach.lint.rules.object;

import java.util.Locale;

/** How far two words are from each other. */
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

  /** The least number of letters to insert, delete, replace, or swap with their neighbour (optimal string alignment). */
  static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = i + j;
          continue;
        }
        int replaced = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        cost[i][j] = Math.min(replaced, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
          cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
      }
    }
    return cost[a.length()][b.length()];
  }
}
