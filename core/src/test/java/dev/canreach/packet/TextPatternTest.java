package dev.canreach.packet;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TextPatternTest {

  @Test
  void patternsDescribeWholeTexts() {
    assertThat(TextPattern.present().matches("")).isTrue();
    assertThat(TextPattern.exact("/api").matches("/api")).isTrue();
    assertThat(TextPattern.exact("/api").matches("/API")).isFalse();
    assertThat(new TextPattern.Exact("/api", true).matches("/API")).isTrue();
    assertThat(TextPattern.prefix("/api").matches("/api/v1")).isTrue();
    assertThat(TextPattern.prefix("/api").matches("/ap")).isFalse();
    assertThat(new TextPattern.Prefix("/API", true).matches("/api/v1")).isTrue();
    assertThat(TextPattern.suffix(".example").matches("shop.example")).isTrue();
    assertThat(TextPattern.suffix(".example").matches("example")).isFalse();
    assertThat(new TextPattern.Suffix(".EXAMPLE", true).matches("shop.example")).isTrue();
    assertThat(new TextPattern.Contains("b", false).matches("abc")).isTrue();
    assertThat(new TextPattern.Contains("B", false).matches("abc")).isFalse();
    assertThat(new TextPattern.Contains("B", true).matches("abc")).isTrue();
  }

  @Test
  void pathsAreDecodedOnceBeforeTheyAreCompared() {
    assertThat(PathForm.DECODED.of("/a/%2e%2e//b;x=1/./c%20d/?q=/#f")).isEqualTo("/b/c d");
    assertThat(PathForm.DECODED.of("/..\\..;x/%62")).isEqualTo("/b");
    assertThat(PathForm.DECODED.of("?x")).as("no slash").isEmpty();
    assertThat(PathForm.DECODED.of("/?x")).isEqualTo("/");
    assertThat(PathForm.DECODED.of("/a%252Fb")).as("escaped twice").isEmpty();
    assertThat(PathForm.DECODED.of("/a%00")).isEmpty();
    assertThat(PathForm.DECODED.of("/a%2")).as("no escape").isEmpty();
    assertThat(PathForm.DECODED.of("/%ff")).as("escapes are bytes")
        .isNotEqualTo(PathForm.DECODED.of("/%fe"))
        .isNotEqualTo(PathForm.DECODED.of("/\u00ff"));
    assertThat(PathForm.DECODED.of("/%C3%BF")).isEqualTo(PathForm.DECODED.of("/\u00ff"));
  }

  @Test
  void regularExpressionsAreThoseOfRe2() {
    TextPattern versions = TextPattern.regex("/v[0-9]+").orElseThrow();
    assertThat(versions.matches("/v12")).isTrue();
    assertThat(versions.matches("/v12/x")).isFalse();
    assertThat(TextPattern.regex(".*").orElseThrow().matches("two\nlines")).isFalse();
    assertThat(TextPattern.regex("(?i)get|put").orElseThrow().matches("PUT")).isTrue();
    assertThat(TextPattern.regex("(a)\\1")).as("no back references").isEmpty();
    assertThat(TextPattern.regex("(?=a)b")).as("no look-ahead").isEmpty();
    assertThat(TextPattern.regex("(")).isEmpty();
    assertThat(TextPattern.regex("a+")).isEqualTo(TextPattern.regex("a+")).isNotEqualTo(TextPattern.regex("a*"));
  }

  @Test
  void expressionsThatGrowTooLargeAreRefused() {
    assertThat(TextPattern.regex("((a{1000}){1000}){1000}")).isEmpty();
    assertThat(TextPattern.regex("(a{40}){40}")).isEmpty();
    assertThat(TextPattern.regex("([a-z{2}]{5}){0,201}")).isEmpty();
    assertThat(TextPattern.regex("(".repeat(5000) + "a" + ")".repeat(5000))).isEmpty();
    assertThat(TextPattern.regex("a{1000}".repeat(200))).isEmpty();
    assertThat(TextPattern.regex("(a{10}){100}").orElseThrow().matches("a".repeat(1000))).isTrue();
    assertThat(TextPattern.regex("a{1000}b{1000}").orElseThrow().matches("a")).isFalse();
    assertThat(TextPattern.regex("[(]\\({2}[]{3}]").orElseThrow().matches("((({")).isTrue();
    assertThat(TextPattern.regex("(".repeat(150) + "a" + ")".repeat(150)).orElseThrow().matches("a")).isTrue();
    assertThat(TextPattern.regex("a{2}{x}").orElseThrow().matches("aa{x}")).isTrue();
    assertThat(TextPattern.regex("a)")).isEmpty();
  }

  @Test
  void anAddressIsCountedFromTheLastProxy() {
    Cidr block = Cidr.parse("203.0.113.0/24").orElseThrow();
    assertThat(new TextPattern.AddressIn(block, 0).matches("192.0.2.7, 203.0.113.1")).isTrue();
    assertThat(new TextPattern.AddressIn(block, 1).matches("192.0.2.7, 203.0.113.1")).isFalse();
    assertThat(new TextPattern.AddressIn(block, 1).matches("203.0.113.1,192.0.2.7")).isTrue();
    assertThat(new TextPattern.AddressIn(block, 2).matches("203.0.113.1,192.0.2.7")).isFalse();
    assertThat(new TextPattern.AddressIn(block, 0).matches("unknown")).isFalse();
  }

  @Property
  void everyTextIsItsOwnPrefixSuffixAndPart(@ForAll String text) {
    assertThat(TextPattern.exact(text).matches(text)).isTrue();
    assertThat(TextPattern.prefix(text).matches(text + "x")).isTrue();
    assertThat(TextPattern.suffix(text).matches("x" + text)).isTrue();
    assertThat(new TextPattern.Contains(text, true).matches("x" + text + "y")).isTrue();
  }
}
