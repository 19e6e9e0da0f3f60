package dev.canreach.source;

import java.util.Objects;

/** What a scalar means to the program that will read the file. */
public sealed interface Scalar {

  /** No value. */
  record Null() implements Scalar {}

  /** A boolean. */
  record Bool(boolean value) implements Scalar {}

  /** A whole number, also one written with a point or exponent ({@code 80.0}, {@code 1e3}): readers can't tell the difference. */
  record Int(long value) implements Scalar {}

  /** A number that is not whole or doesn't fit a {@code long}; also infinity and not-a-number. */
  record Decimal(double value) implements Scalar {}

  /** A string. */
  record Text(String value) implements Scalar {

    public Text {
      Objects.requireNonNull(value);
    }
  }
}
