package dev.canreach.cli.options;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An option with one value. */
public final class Value extends Argument {
  private @Nullable String text;

  Value(List<String> names, String label, String description) {
    super(names, label, description);
  }

  /** The value, or null when the option was not given. */
  public @Nullable String text() {
    return text;
  }

  /** The value, or a default. */
  public String or(String fallback) {
    return text == null ? fallback : text;
  }

  /**
   * The value as a number, or a default.
   *
   * @param most the largest number
   * @throws SyntaxException when it is no number from 0 on
   */
  public long number(long fallback, long most) {
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
    throw new SyntaxException("`" + names().getLast() + " " + text + "`: write a whole number from 0 to " + most);
  }

  @Override
  void take(String name, String value) {
    if (text != null) {
      throw new SyntaxException("`" + name + "` is given twice: give it once");
    }
    text = value;
  }
}
