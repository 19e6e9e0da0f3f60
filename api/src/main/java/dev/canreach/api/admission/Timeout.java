package dev.canreach.api.admission;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How long the API server waits, as it says in `?timeout=`, and how much of that is for deciding. */
final class Timeout {
  private static final Pattern TEXT = Pattern.compile("([0-9]{1,6})(ms|s|m)");
  private static final Duration DEFAULT = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private Timeout() {}

  /** The time for deciding: a fifth of the wait is for the way there and back. */
  static Duration budget(@Nullable String text) {
    return wait(text).multipliedBy(4).dividedBy(5);
  }

  private static Duration wait(@Nullable String text) {
    Matcher matcher = TEXT.matcher(text == null ? "" : text);
    if (!matcher.matches()) {
      return DEFAULT;
    }
    long number = Long.parseLong(matcher.group(1));
    Duration wait = switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      default -> Duration.ofMinutes(number);
    };
    return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
  }
}
