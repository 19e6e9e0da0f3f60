package dev.canreach.source;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Scalars as the API server's YAML reader takes them (K8S/KX-10); the clients of Calico and Cilium agree (CALICO/CAX-10, CILIUM/CX-12). Booleans have the
 * long list of YAML 1.1 spellings, numbers may have a base prefix and underscores, a leading zero means octal, and sexagesimals and dates are strings.
 */
public final class KubernetesScalars implements ScalarRules {

  private static final Pattern DECIMAL = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
  private static final BigInteger UNSIGNED_END = BigInteger.ONE.shiftLeft(64);
  /** Below 2^63, and every whole double up to it is a {@code long}. */
  private static final double LONG_END = 0x1p63;

  @Override
  public Scalar resolve(ScalarNode node) {
    if (!node.plain()) {
      return new Scalar.Text(node.text());
    }
    String text = node.text();
    return switch (text) {
      case "", "~", "null", "Null", "NULL" -> new Scalar.Null();
      case "y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON" -> new Scalar.Bool(true);
      case "n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF" -> new Scalar.Bool(false);
      case ".nan", ".NaN", ".NAN" -> new Scalar.Decimal(Double.NaN);
      case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF" -> new Scalar.Decimal(Double.POSITIVE_INFINITY);
      case "-.inf", "-.Inf", "-.INF" -> new Scalar.Decimal(Double.NEGATIVE_INFINITY);
      default -> number(text);
    };
  }

  /** Booleans and numbers become their text, a null is refused (K8S/KX-10). */
  @Override
  public Optional<String> key(ScalarNode node) {
    return switch (resolve(node)) {
      case Scalar.Null() -> Optional.empty();
      case Scalar.Bool(boolean value) -> Optional.of(Boolean.toString(value));
      case Scalar.Int(long value) ->
          Optional.of(isInteger(node.text()) ? Long.toString(value) : shortest((float) value));
      case Scalar.Decimal(double value) -> Optional.of(shortest((float) value));
      case Scalar.Text(String value) -> Optional.of(value);
    };
  }

  private static Scalar number(String text) {
    char first = text.charAt(0);
    if (first != '.' && first != '+' && first != '-' && !isDigit(first)) {
      return new Scalar.Text(text);
    }
    // a number that begins with its point keeps its underscores, so it is none when it has any
    String digits = first == '.' ? text : text.replace("_", "");
    Optional<BigInteger> integer = first == '.' ? Optional.empty() : integer(digits);
    if (integer.isPresent()) {
      BigInteger value = integer.get();
      return value.bitLength() < Long.SIZE
          ? new Scalar.Int(value.longValue())
          : new Scalar.Decimal(value.doubleValue());
    }
    if (!DECIMAL.matcher(digits).matches()) {
      return new Scalar.Text(text);
    }
    double value = Double.parseDouble(digits);
    if (Double.isInfinite(value)) {
      return new Scalar.Text(text);
    }
    return value == Math.rint(value) && Math.abs(value) < LONG_END
        ? new Scalar.Int((long) value)
        : new Scalar.Decimal(value);
  }

  private static boolean isInteger(String text) {
    return text.charAt(0) != '.' && integer(text.replace("_", "")).isPresent();
  }

  /** The value when the text is a 64-bit integer literal, signed or unsigned, with an optional base prefix; a bare leading zero is octal. */
  private static Optional<BigInteger> integer(String text) {
    boolean negative = text.startsWith("-");
    String body = negative || text.startsWith("+") ? text.substring(1) : text;
    int radix = 10;
    if (body.length() > 1 && body.charAt(0) == '0') {
      radix = switch (body.charAt(1)) {
        case 'x', 'X' -> 16;
        case 'o', 'O' -> 8;
        case 'b', 'B' -> 2;
        default -> 0;
      };
      body = body.substring(radix == 0 ? 1 : 2);
      radix = radix == 0 ? 8 : radix;
    }
    // 64 binary digits are the longest that can fit, leading zeros aside
    int significant = 0;
    while (significant < body.length() - 1 && body.charAt(significant) == '0') {
      significant++;
    }
    body = body.substring(significant);
    if (body.isEmpty() || body.length() > Long.SIZE) {
      return Optional.empty();
    }
    for (int i = 0; i < body.length(); i++) {
      char digit = body.charAt(i);
      if (digit > 'f' || Character.digit(digit, radix) < 0) {
        return Optional.empty();
      }
    }
    var value = new BigInteger(body, radix);
    if (negative) {
      value = value.negate();
      return value.bitLength() < Long.SIZE ? Optional.of(value) : Optional.empty();
    }
    return value.compareTo(UNSIGNED_END) < 0 ? Optional.of(value) : Optional.empty();
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** The number with the fewest digits that single precision needs, with an exponent below 1e-4 and from 1e6 on: so that reader spells number keys. */
  private static String shortest(float value) {
    if (Float.isNaN(value)) {
      return ".nan";
    }
    if (Float.isInfinite(value)) {
      return value > 0 ? ".inf" : "-.inf";
    }
    if (value == 0) {
      return 1 / value < 0 ? "-0" : "0";
    }
    var decimal = new BigDecimal(Float.toString(value)).stripTrailingZeros();
    int exponent = decimal.precision() - decimal.scale() - 1;
    if (exponent >= -4 && exponent < 6) {
      return decimal.toPlainString();
    }
    String mantissa = decimal.scaleByPowerOfTen(-exponent).toPlainString();
    return String.format(Locale.ROOT, "%se%s%02d", mantissa, exponent < 0 ? "-" : "+", Math.abs(exponent));
  }
}
