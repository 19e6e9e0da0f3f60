package dev.canreach.resource.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {
  private static final String S63 = "a".repeat(63);

  /** A row: the text, then whether it is a DNS label, a DNS name, a label key, a label value, a port name. */
  @ParameterizedTest
  @CsvSource(textBlock = """
      a,     true,  true,  true,  true,  true
      a-b,   true,  true,  true,  true,  true
      1,     true,  true,  true,  true,  false
      a.b,   false, true,  true,  true,  false
      a..b,  false, false, true,  true,  false
      -a,    false, false, false, false, false
      a-,    false, false, false, false, false
      a--b,  true,  true,  true,  true,  false
      a_b,   false, false, true,  true,  false
      A,     false, false, true,  true,  false
      a/b,   false, false, true,  false, false
      a/b/c, false, false, false, false, false
      /b,    false, false, false, false, false
      a/,    false, false, false, false, false
      A/b,   false, false, false, false, false
      'a b', false, false, false, false, false
      '',    false, false, false, true,  false
      é,     false, false, false, false, false
      """)
  void rules(String text, boolean label, boolean name, boolean key, boolean value, boolean port) {
    assertThat(Names.dnsLabel(text).isEmpty()).as("label").isEqualTo(label);
    assertThat(Names.dnsSubdomain(text).isEmpty()).as("name").isEqualTo(name);
    assertThat(Names.labelKey(text).isEmpty()).as("key").isEqualTo(key);
    assertThat(Names.labelValue(text).isEmpty()).as("value").isEqualTo(value);
    assertThat(Names.portName(text).isEmpty()).as("port").isEqualTo(port);
  }

  @Test
  void lengths() {
    assertThat(Names.dnsLabel(S63)).isEmpty();
    assertThat(Names.dnsLabel(S63 + "a")).isPresent();
    assertThat(Names.labelValue(S63)).isEmpty();
    assertThat(Names.labelValue(S63 + "a")).isPresent();
    assertThat(Names.labelKey("a".repeat(253) + "/" + S63)).isEmpty();
    assertThat(Names.labelKey("a/" + S63 + "a")).isPresent();
    assertThat(Names.dnsSubdomain("a".repeat(253))).isEmpty();
    assertThat(Names.dnsSubdomain("a".repeat(254))).isPresent();
    assertThat(Names.portName("a".repeat(15))).isEmpty();
    assertThat(Names.portName("a".repeat(16))).isPresent();
  }

  @Test
  void otherNames() {
    assertThat(Names.annotationKey("A.B/C")).isEmpty();
    assertThat(Names.variableName("my.var-1 x")).isEmpty();
    assertThat(Names.variableName("a=b")).isPresent();
    assertThat(Names.configKey("a.b_c-1")).isEmpty();
    assertThat(Names.configKey("..")).isPresent();
    assertThat(Names.configKey("")).isPresent();
    assertThat(Names.headerName("X-Y")).isEmpty();
    assertThat(Names.headerName("X Y")).isPresent();
    assertThat(Names.dnsSubdomainWithUnderscores("_a.b_c")).isEmpty();
    assertThat(Names.withoutTrailingDash("web-")).isEqualTo("wea");
  }
}
