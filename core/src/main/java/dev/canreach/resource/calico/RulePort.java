package dev.canreach.resource.calico;

import dev.canreach.source.Scalar;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A port in a rule (CALICO/1.2). */
public sealed interface RulePort {
  /**
   * The ports from first to last.
   *
   * @param first the least port
   * @param last the greatest port
   */
  record Range(int first, int last) implements RulePort {}

  /**
   * The port that endpoints declare under this name.
   *
   * @param name the name
   */
  record Named(String name) implements RulePort {}

  /** The greatest port. */
  int LAST = 65535;
  /** Two numbers with a colon between them. */
  Pattern RANGE = Pattern.compile("([0-9]{1,5}):([0-9]{1,5})");
  /** What can be decoded as a name at all; the validator asks for more. */
  Pattern NAME = Pattern.compile("[a-zA-Z0-9_.-]{1,128}");

  /** Reads a number, a number as text, a range {@code first:last}, or a name; empty where it is none of them. */
  static Optional<RulePort> of(Scalar scalar) {
    return switch (scalar) {
      case Scalar.Int(long number) -> number(number);
      case Scalar.Text(String text) -> text(text);
      case Scalar.Bool bool -> Optional.empty();
      case Scalar.Decimal decimal -> Optional.empty();
      case Scalar.Null() -> Optional.empty();
    };
  }

  private static Optional<RulePort> number(long number) {
    return number >= 0 && number <= LAST ? Optional.of(new Range((int) number, (int) number)) : Optional.empty();
  }

  private static Optional<RulePort> text(String text) {
    if (text.matches("[0-9]{1,9}")) {
      return number(Long.parseLong(text));
    }
    Matcher range = RANGE.matcher(text);
    if (range.matches()) {
      int first = Integer.parseInt(range.group(1));
      int last = Integer.parseInt(range.group(2));
      return first <= last && last <= LAST ? Optional.of(new Range(first, last)) : Optional.empty();
    }
    return NAME.matcher(text).matches() ? Optional.of(new Named(text)) : Optional.empty();
  }
}
