package dev.canreach.query;

import dev.canreach.resource.manifest.Suggestion;
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
        .map(choice -> new Scored(choice, Suggestion.distance(written, choice)))
        .filter(scored -> scored.distance() <= limit)
        .min(Comparator.comparingInt(Scored::distance).thenComparing(Scored::choice))
        .map(scored -> "; did you mean `" + scored.choice() + "`?")
        .orElse("");
  }

  private record Scored(String choice, int distance) {}
}
