package dev.canreach.resource.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantitiesTest {
  @ParameterizedTest
  @CsvSource({"500m, 0.5", "2Gi, 2147483648", "1, 1", "1.5k, 1500", "1e3, 1000", "1E3, 1000", "1E, 1000000000000000000",
    "-1, -1", ".5, 0.5", "5., 5", "1Ki, 1024", "1Ei, 1152921504606846976", "3u, 0.000003"})
  void values(String text, BigDecimal value) {
    assertThat(Quantities.parse(text).orElseThrow()).isEqualByComparingTo(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "abc", "1KB", "1 Gi", "1.2.3", "-", "1ex", "Gi", "1e1000000"})
  void noQuantities(String text) {
    assertThat(Quantities.parse(text)).isEmpty();
  }

  @Test
  void suffixesAreCaseSensitive() {
    assertThat(Quantities.isQuantity("1gi")).isFalse();
    assertThat(Quantities.isQuantity("1K")).isFalse();
  }
}
