package dev.canreach.resource.manifest;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;

/** Quantities of resources: a decimal number with an optional suffix, such as {@code 500m}, {@code 2Gi} or {@code 1e3}. */
public final class Quantities {
  private static final Set<String> SUFFIXES = Set.of("", "n", "u", "m", "k", "M", "G", "T", "P", "E", "Ki", "Mi", "Gi",
      "Ti", "Pi", "Ei");

  private Quantities() {}

  /** Whether the text is a quantity. */
  public static boolean isQuantity(String text) {
    return parse(text).isPresent();
  }

  /** The value of a quantity; empty when the text is none. */
  public static Optional<BigDecimal> parse(String text) {
    int end = text.startsWith("+") || text.startsWith("-") ? 1 : 0;
    int digits = 0;
    int points = 0;
    while (end < text.length() && (isDigit(text.charAt(end)) || text.charAt(end) == '.')) {
      if (isDigit(text.charAt(end))) {
        digits++;
      } else {
        points++;
      }
      end++;
    }
    if (digits == 0 || points > 1) {
      return Optional.empty();
    }
    var number = new BigDecimal(
        text.substring(0, end).endsWith(".") ? text.substring(0, end - 1) : text.substring(0, end));
    String suffix = text.substring(end);
    if (suffix.length() > 1 && (suffix.charAt(0) == 'e' || suffix.charAt(0) == 'E') && !suffix.equals("Ei")) {
      return exponent(suffix.substring(1)).map(number::scaleByPowerOfTen);
    }
    if (!SUFFIXES.contains(suffix)) {
      return Optional.empty();
    }
    return Optional.of(switch (suffix) {
      case "n" -> number.scaleByPowerOfTen(-9);
      case "u" -> number.scaleByPowerOfTen(-6);
      case "m" -> number.scaleByPowerOfTen(-3);
      case "" -> number;
      default -> suffix.endsWith("i")
          ? number.multiply(BigDecimal.valueOf(1024).pow(order(suffix)))
          : number.scaleByPowerOfTen(3 * order(suffix));
    });
  }

  private static int order(String suffix) {
    return "KMGTPE".indexOf(Character.toUpperCase(suffix.charAt(0))) + 1;
  }

  private static Optional<Integer> exponent(String text) {
    String digits = text.startsWith("+") || text.startsWith("-") ? text.substring(1) : text;
    if (digits.isEmpty() || digits.length() > 3 || !digits.chars().allMatch(c -> isDigit((char) c))) {
      return Optional.empty();
    }
    return Optional.of(Integer.parseInt(text.startsWith("-") ? "-" + digits : digits));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
