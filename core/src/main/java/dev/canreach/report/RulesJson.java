package dev.canreach.report;

import dev.canreach.lint.RuleMetadata;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;

/** The catalogue of lint rules as JSON. */
public final class RulesJson {
  private RulesJson() {}

  /** Writes the document, the rules in the order given. */
  public static void write(List<RuleMetadata> rules, Writer out) {
    try (JsonGenerator json = JsonDocuments.indented(out)) {
      json.writeStartObject();
      json.writeNumberProperty("schemaVersion", JsonDocuments.SCHEMA_VERSION);
      json.writeArrayPropertyStart("rules");
      rules.forEach(rule -> rule(json, rule));
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  private static void rule(JsonGenerator json, RuleMetadata rule) {
    json.writeStartObject();
    json.writeStringProperty("id", rule.id());
    json.writeStringProperty("name", rule.name());
    json.writeStringProperty("severity", rule.severity().name().toLowerCase(Locale.ROOT));
    json.writeStringProperty("summary", rule.summary());
    json.writeStringProperty("rationale", rule.rationale().strip());
    json.writeStringProperty("remedy", rule.remedy());
    json.writeStringProperty("bad", rule.bad());
    json.writeStringProperty("good", rule.good());
    json.writeEndObject();
  }
}
