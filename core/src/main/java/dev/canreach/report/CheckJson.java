package dev.canreach.report;

import dev.canreach.intent.Intent;
import dev.canreach.intent.Verdict;
import dev.canreach.lint.Finding;
import dev.canreach.packet.Packet;
import dev.canreach.source.Diagnostic;
import dev.canreach.source.Severity;
import dev.canreach.source.Span;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;

/** What `check` found, as JSON (contract §7). */
public final class CheckJson {
  private CheckJson() {}

  /** Writes the document without intents. */
  public static void write(List<Diagnostic> diagnostics, List<Finding> findings, String coverage, Writer out) {
    write(diagnostics, findings, List.of(), coverage, out);
  }

  /** Writes the document. */
  public static void write(List<Diagnostic> diagnostics, List<Finding> findings, List<Verdict> intents, String coverage,
      Writer out) {
    try (JsonGenerator json = JsonDocuments.indented(out)) {
      json.writeStartObject();
      json.writeNumberProperty("schemaVersion", JsonDocuments.SCHEMA_VERSION);
      json.writeArrayPropertyStart("diagnostics");
      diagnostics.forEach(diagnostic -> diagnostic(json, diagnostic));
      json.writeEndArray();
      json.writeArrayPropertyStart("findings");
      findings.forEach(finding -> finding(json, finding));
      json.writeEndArray();
      if (!intents.isEmpty()) {
        json.writeArrayPropertyStart("intents");
        intents.forEach(verdict -> intent(json, verdict));
        json.writeEndArray();
      }
      json.writeStringProperty("coverage", coverage);
      json.writeEndObject();
    }
  }

  static void diagnostic(JsonGenerator json, Diagnostic diagnostic) {
    json.writeStartObject();
    json.writeStringProperty("severity", word(diagnostic.severity()));
    span(json, diagnostic.span());
    json.writeStringProperty("object", diagnostic.object());
    json.writeStringProperty("field", diagnostic.field());
    json.writeStringProperty("type", diagnostic.type());
    json.writeStringProperty("message", diagnostic.message());
    json.writeEndObject();
  }

  private static void finding(JsonGenerator json, Finding finding) {
    json.writeStartObject();
    json.writeStringProperty("rule", finding.rule());
    json.writeStringProperty("severity", word(finding.severity()));
    json.writeStringProperty("object", finding.object());
    json.writeStringProperty("message", finding.message());
    span(json, finding.span());
    json.writeArrayPropertyStart("related");
    finding.related().forEach(related -> {
      json.writeStartObject();
      json.writeStringProperty("message", related.message());
      span(json, related.span());
      json.writeEndObject();
    });
    json.writeEndArray();
    finding.witness().ifPresent(packet -> witness(json, packet));
    json.writeStringProperty("fingerprint", finding.fingerprint());
    json.writeEndObject();
  }

  private static void intent(JsonGenerator json, Verdict verdict) {
    Intent intent = verdict.intent();
    json.writeStartObject();
    json.writeStringProperty("name", intent.name());
    json.writeStringProperty("kind", intent.kind().name().toLowerCase(Locale.ROOT));
    json.writeStringProperty("outcome", verdict.outcome().name().toLowerCase(Locale.ROOT));
    verdict.severity().ifPresent(severity -> json.writeStringProperty("severity", word(severity)));
    json.writeStringProperty("message", verdict.message());
    span(json, intent.span());
    verdict.witness().ifPresent(witness -> {
      json.writeStringProperty("from", witness.from());
      json.writeStringProperty("to", witness.to());
      witness(json, witness.packet());
    });
    json.writeArrayPropertyStart("expired");
    verdict.expired().forEach(waiver -> {
      json.writeStartObject();
      json.writeStringProperty("from", waiver.from());
      json.writeStringProperty("until", waiver.until().map(Object::toString).orElse(""));
      span(json, waiver.span());
      json.writeEndObject();
    });
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void witness(JsonGenerator json, Packet packet) {
    json.writeObjectPropertyStart("witness");
    AnswerJson.packet(json, packet);
    json.writeEndObject();
  }

  private static void span(JsonGenerator json, Span span) {
    json.writeStringProperty("file", span.file());
    json.writeNumberProperty("line", span.line());
    json.writeNumberProperty("column", span.column());
  }

  private static String word(Severity severity) {
    return severity.name().toLowerCase(Locale.ROOT);
  }
}
