package dev.canreach.resource.manifest;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as numbers with units, such as {@code 1h30m} or {@code 0.5s}. */
public final class Durations {
  private static final Pattern PART = Pattern
      .compile("([0-9]{1,18}(?:\\.[0-9]{0,18})?|\\.[0-9]{1,18})(ns|us|µs|μs|ms|s|m|h)");
  private static final Map<String, Long> NANOSECONDS = Map.of("ns", 1L, "us", 1_000L, "µs", 1_000L, "μs", 1_000L, "ms",
      1_000_000L, "s", 1_000_000_000L, "m", 60_000_000_000L, "h", 3_600_000_000_000L);
  private static final long MILLISECOND = 1_000_000L;

  private Durations() {}

  /** The nanoseconds of a duration, or empty when the text is none. */
  public static Optional<BigDecimal> parse(String text) {
    boolean signed = text.startsWith("-") || text.startsWith("+");
    String rest = signed ? text.substring(1) : text;
    if (rest.equals("0")) {
      return Optional.of(BigDecimal.ZERO);
    }
    Matcher parts = PART.matcher(rest);
    BigDecimal sum = BigDecimal.ZERO;
    int end = 0;
    while (end < rest.length() && parts.find(end) && parts.start() == end) {
      sum = sum.add(
          new BigDecimal(parts.group(1)).multiply(BigDecimal.valueOf(NANOSECONDS.getOrDefault(parts.group(2), 0L))));
      end = parts.end();
    }
    return rest.isEmpty() || end < rest.length()
        ? Optional.empty()
        : Optional.of(text.startsWith("-") ? sum.negate() : sum);
  }

  /** A duration of a millisecond or more. */
  public static Optional<String> atLeastOneMillisecond(String text) {
    Optional<BigDecimal> parsed = parse(text);
    if (parsed.isEmpty()) {
      return Optional.of("is no duration: write a number and a unit, such as `5s`");
    }
    return parsed.get().compareTo(BigDecimal.valueOf(MILLISECOND)) < 0
        ? Optional.of("is too short: use `1ms` at least")
        : Optional.empty();
  }
}
