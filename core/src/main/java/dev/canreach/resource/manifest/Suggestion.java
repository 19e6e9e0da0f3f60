package dev.canreach.resource.manifest;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds what the user may have meant. */
public final class Suggestion {
  private Suggestion() {}

  /** The candidate that differs least from the text, when it differs little; of several the first in alphabetical order. */
  public static Optional<String> closest(String text, Collection<String> candidates) {
    String lower = text.toLowerCase(Locale.ROOT);
    int limit = Math.max(1, text.length() / 3);
    return candidates.stream()
        .sorted()
        .map(candidate -> new Scored(candidate, distance(lower, candidate.toLowerCase(Locale.ROOT))))
        .filter(scored -> scored.distance <= limit)
        .min((a, b) -> Integer.compare(a.distance, b.distance))
        .map(Scored::candidate);
  }

  private record Scored(String candidate, int distance) {}

  /** How many characters must be put in, left out, replaced or swapped with their neighbour to make one text the other. */
  public static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = i + j;
          continue;
        }
        int replaced = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replaced, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        cost[i][j] = swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
      }
    }
    return cost[a.length()][b.length()];
  }
}
