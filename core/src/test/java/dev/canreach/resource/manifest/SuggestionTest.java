package dev.canreach.resource.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {
  @ParameterizedTest
  @CsvSource({"ingres, ingress", "Ingress, ingress", "egerss, egress", "podselector, podSelector", "selctor, ''",
    "policytype, policyTypes", "status, ''"})
  void whatTheUserMayHaveMeant(String text, String meant) {
    assertThat(Suggestion.closest(text, List.of("ingress", "egress", "podSelector", "policyTypes")))
        .isEqualTo(meant.isEmpty() ? Optional.empty() : Optional.of(meant));
  }
}
