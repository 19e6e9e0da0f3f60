package dev.canreach.cli.options;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.OptionSpec;

/** An option with one value. */
public final class Value {
  private final OptionSpec option;

  Value(OptionSpec option) {
    this.option = option;
  }

  /** The value, or null when the option was not given. */
  public @Nullable String text() {
    return option.getValue();
  }

  /** The value, or a default. */
  public String or(String fallback) {
    String text = text();
    return text == null ? fallback : text;
  }

  /**
   * The value as a number, or a default.
   *
   * @param most the largest number
   * @throws SyntaxException when it is no number from 0 on
   */
  public long number(long fallback, long most) {
    String text = text();
    if (text == null) {
      return fallback;
    }
    try {
      long number = Long.parseLong(text);
      if (number >= 0 && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below, as for a number that is too large.
    }
    throw new SyntaxException("`" + option.longestName() + " " + text + "`: write a whole number from 0 to " + most);
  }
}
