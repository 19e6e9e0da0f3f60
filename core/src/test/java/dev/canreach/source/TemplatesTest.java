package dev.canreach.source;

import static dev.canreach.source.SourceTexts.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplatesTest {

  private static final String HELM = "this looks like an unrendered Helm template; render it first (`helm template … | canreach check -`)";

  @Test
  void aHelmTemplateIsNotedOnceAndCountsAsUnread() {
    var result = yaml("metadata:\n  name: {{ .Values.a }}\n---\nmetadata:\n  name: {{ .Values.b }}\n");

    assertThat(result.messages()).isEqualTo(List.of("a.yaml:2:9 NOTE " + HELM));
    assertThat(result.sources().unread()).extracting(unread -> unread.span().line()).containsExactly(2, 5);
  }

  @Test
  void aRenderedDocumentAmongTemplatesIsRead() {
    var result = yaml("{{- if .Values.on }}\n---\na: 1\n---\n{{- end }}\n");

    assertThat(result.sources().documents()).hasSize(1);
    assertThat(result.sources().unread()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"metadata: {annotations: {summary: \"{{ .Values.x }}\"}}", "args: [\"--format={{ .Name }}\"]",
    "data: {t: '{{ include \"x\" . }}'}", "expr: '{{ $labels.pod }}'",
    "name: 'a {{ .Release.Name }} b'", "text: |\n  {{ if .Values.x }}\n", "# {{ .Values.x }}\na: 1",
    "command: [sh, -c, \"${PORT}\"]", "env: [{name: A, value: \"${B}\"}]", "value: $(POD_IP)",
    "image: \"${REGISTRY}/shop:1\"", "hosts: [\"{a,b}\"]"})
  void freeTextMayHoldBracesAndVariables(String text) {
    var result = yaml("apiVersion: v1\nkind: Pod\n" + text + "\n");

    assertThat(result.diagnostics()).isEmpty();
    assertThat(result.sources().complete()).isTrue();
  }

  @Test
  void composeFilesFillInVariablesThemselves() {
    assertThat(yaml("services:\n  web:\n    image: ${IMAGE}\n    ports: [\"${PORT:-80}\"]\n").diagnostics()).isEmpty();
  }

  @Test
  void anErrorThatBracesElsewhereDoNotCauseIsAnError() {
    var result = yaml("a: 'see {{ x }}'\nb: c: d\n");

    assertThat(result.messages()).containsExactly(
        "a.yaml:2:5 ERROR a `:` is not allowed here: quote the text before it, or correct the indentation");
  }

  @Test
  void templateSyntaxInCommentsExplainsNoError() {
    assertThat(yaml("# {{ if .Values.x }}\nb: c: d\n").diagnostics()).extracting(Diagnostic::severity)
        .containsExactly(Severity.ERROR);
  }
}
