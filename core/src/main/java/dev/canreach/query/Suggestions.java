package dev.canreach.query;

import java.util.Comparator;
import java.util.List;

/** "Did you mean": what is spelt almost like what was written. */
public final class Suggestions {
  private Suggestions() {}

  /** `; did you mean ...?` with the nearest choice, or nothing where none is near. */
  public static String didYouMean(String written, List<String> choices) {
    int limit = Math.max(1, written.length() / 3);
    return choices.stream()
        .distinct()
        .filter(choice -> Math.abs(choice.length() - written.length()) <= limit)
        .map(choice -> new Scored(choice, distance(written, choice)))
        .filter(scored -> scored.distance() <= limit)
        .min(Comparator.comparingInt(Scored::distance).thenComparing(Scored::choice))
        .map(scored -> "; did you mean `" + scored.choice() + "`?")
        .orElse("");
  }

  private record Scored(String choice, int distance) {}

  /** The least number of inserted, deleted and replaced characters (Levenshtein). */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
