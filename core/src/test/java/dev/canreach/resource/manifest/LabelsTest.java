package dev.canreach.resource.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canreach.resource.LabelSelector;
import dev.canreach.source.Diagnostics;
import dev.canreach.source.MapNode;
import dev.canreach.source.SourceReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelsTest {
  private static LabelSelector selector(String text) {
    var sources = new SourceReader().read("test.yaml", text.getBytes(StandardCharsets.UTF_8), new Diagnostics());
    return Labels.readSelector(Fields.of((MapNode) sources.documents().get(0).root()));
  }

  /** K8S/N-16: for labels with k=v, with another value of k, and without k; and K8S/KX-8: what is malformed matches nothing. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      {}                                                             | true  | true  | true
      {matchLabels: {k: v}}                                          | true  | false | false
      {matchLabels: {k: ""}}                                         | false | false | false
      {matchExpressions: [{key: k, operator: In, values: [v, u]}]}   | true  | false | false
      {matchExpressions: [{key: k, operator: NotIn, values: [v]}]}   | false | true  | true
      {matchExpressions: [{key: k, operator: Exists}]}               | true  | true  | false
      {matchExpressions: [{key: k, operator: DoesNotExist}]}         | false | false | true
      {matchLabels: {k: v}, matchExpressions: [{key: k, operator: NotIn, values: [v]}]} | false | false | false
      {matchExpressions: [{key: k, operator: Gt, values: ["1"]}]}    | false | false | false
      {matchExpressions: [{key: k, operator: NotIn}]}                | false | false | false
      {matchExpressions: [{key: k, operator: NotIn, values: [a b]}]} | false | false | false
      {matchExpressions: [{key: k, operator: Exists, values: [v]}]}  | false | false | false
      """)
  void n16SelectorsMatch(String text, boolean value, boolean other, boolean missing) {
    LabelSelector selector = selector(text);

    assertThat(selector.matches(Map.of("k", "v"))).isEqualTo(value);
    assertThat(selector.matches(Map.of("k", "w"))).isEqualTo(other);
    assertThat(selector.matches(Map.of("x", "v"))).isEqualTo(missing);
  }
}
