package dev.canreach.report;

import dev.canreach.source.Diagnostic;
import java.io.Writer;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** What became of manifests that a service was given, as JSON. */
public final class SnapshotJson {
  private SnapshotJson() {}

  /**
   * Writes the document.
   *
   * @param id the name of the snapshot
   * @param complete whether everything was read, and nothing of it would be refused
   */
  public static void write(String id, boolean complete, String coverage, List<Diagnostic> diagnostics, Writer out) {
    try (JsonGenerator json = JsonDocuments.indented(out)) {
      json.writeStartObject();
      json.writeNumberProperty("schemaVersion", JsonDocuments.SCHEMA_VERSION);
      json.writeStringProperty("snapshot", id);
      json.writeBooleanProperty("complete", complete);
      json.writeArrayPropertyStart("diagnostics");
      diagnostics.forEach(diagnostic -> CheckJson.diagnostic(json, diagnostic));
      json.writeEndArray();
      json.writeStringProperty("coverage", coverage);
      json.writeEndObject();
    }
  }
}
