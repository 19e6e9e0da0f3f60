package dev.canreach.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** K8S/KX-10; CALICO/CAX-10 and CILIUM/CX-12 agree. */
class KubernetesScalarsTest {

  private static final ScalarRules RULES = new KubernetesScalars();

  private static ScalarNode plain(String text) {
    return new ScalarNode(text, true, Span.startOf("a.yaml"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"y", "Y", "yes", "Yes", "YES", "on", "On", "ON", "true", "True", "TRUE"})
  void kx10SpellingsOfTrue(String text) {
    assertThat(RULES.resolve(plain(text))).isEqualTo(new Scalar.Bool(true));
    assertThat(RULES.key(plain(text))).contains("true");
  }

  @ParameterizedTest
  @ValueSource(strings = {"n", "N", "no", "No", "NO", "off", "Off", "OFF", "false", "False", "FALSE"})
  void kx10SpellingsOfFalse(String text) {
    assertThat(RULES.resolve(plain(text))).isEqualTo(new Scalar.Bool(false));
    assertThat(RULES.key(plain(text))).contains("false");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "~", "null", "Null", "NULL"})
  void kx10NullsAreNoKeys(String text) {
    assertThat(RULES.resolve(plain(text))).isEqualTo(new Scalar.Null());
    assertThat(RULES.key(plain(text))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"80, 80", "+80, 80", "-80, -80", "0, 0", "-0, 0", "017, 15", "0o17, 15", "0O17, 15", "08, 8", "09, 9",
    "010, 8", "0x1f, 31", "0X1F, 31", "-0x1f, -31",
    "0b11, 3", "-0b11, -3", "1_000, 1000", "1__0, 10", "0x_1f, 31", "0_17, 15", "1e3, 1000", "1E3, 1000", "80.0, 80",
    "80., 80", "1.5e1, 15", "+.5e1, 5", "-0.0, 0",
    "9223372036854775807, 9223372036854775807", "-9223372036854775808, -9223372036854775808",
    "0x7fffffffffffffff, 9223372036854775807"})
  void kx10WholeNumbers(String text, long value) {
    assertThat(RULES.resolve(plain(text))).isEqualTo(new Scalar.Int(value));
  }

  @ParameterizedTest
  @CsvSource({"80.5, 80.5", ".5, 0.5", "-.5, -0.5", "1e-3, 0.001", "1_0.5, 10.5",
    "9223372036854775808, 9223372036854775808", "18446744073709551615, 18446744073709551615",
    "99999999999999999999, 99999999999999999999", "-9223372036854775809, -9223372036854775809", "1e21, 1e21",
    ".inf, Infinity", "+.Inf, Infinity", "-.INF, -Infinity",
    ".nan, NaN", ".NaN, NaN"})
  void kx10OtherNumbers(String text, double value) {
    assertThat(RULES.resolve(plain(text))).isEqualTo(new Scalar.Decimal(value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"12:30", "22:22", "1:1", "2001-01-01", "2001-12-14t21:59:43.10-05:00", "1.2.3", "10.0.0.0/8",
    "0x", "0xg", "0b2", "0o8", "1e", "1e400", "e3", ".", "..", "-",
    "+", "--1", "+-1", "_1", "0x1p4", "1d", "1f", "NaN", "Infinity", "inf", "tRUE", "yEs", "nULL", "none", "<<", "=",
    "1 000", "१२", "._5", ".5_0"})
  void kx10EverythingElseIsText(String text) {
    assertThat(RULES.resolve(plain(text))).isEqualTo(new Scalar.Text(text));
    assertThat(RULES.key(plain(text))).contains(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "y", "null", "80", "0x1f", "1e3", ".inf"})
  void kx10QuotedScalarsAreText(String text) {
    var node = new ScalarNode(text, false, Span.startOf("a.yaml"));

    assertThat(RULES.resolve(node)).isEqualTo(new Scalar.Text(text));
    assertThat(RULES.key(node)).contains(text);
  }

  @ParameterizedTest
  @CsvSource({"017, 15", "80, 80", "1_000, 1000", "1000000, 1000000", "80.0, 80", "1e3, 1000", "1.5, 1.5", "0.1, 0.1",
    "1e6, 1e+06", "1234567.0, 1.234567e+06", "1e-5, 1e-05",
    "0.0001, 0.0001", "99999.0, 99999", "-1.5, -1.5", ".inf, .inf", "-.inf, -.inf", ".nan, .nan",
    "1e21, 1e+21"})
  void kx10NumberKeysBecomeText(String text, String key) {
    assertThat(RULES.key(plain(text))).isEqualTo(Optional.of(key));
  }

  @Test
  void longDigitsAreHandledWithoutEndlessWork() {
    assertThat(RULES.resolve(plain("1".repeat(100_000)))).isInstanceOf(Scalar.Text.class);
    assertThat(RULES.resolve(plain("0".repeat(100_000) + "7"))).isEqualTo(new Scalar.Int(7));
  }
}
