package dev.canreach.report;

import dev.canreach.diff.Change;
import dev.canreach.diff.Difference;
import dev.canreach.diff.Ends;
import dev.canreach.diff.Example;
import dev.canreach.diff.Undecided;
import dev.canreach.model.Endpoint;
import dev.canreach.packet.IpFamily;
import dev.canreach.sets.TrafficSet;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import tools.jackson.core.JsonGenerator;

/** What a change opens and closes, as JSON. */
public final class DiffJson {
  private DiffJson() {}

  /**
   * Writes the document.
   *
   * @param before the coverage of the input before the change
   * @param after the coverage of the input after it
   */
  public static void write(Difference difference, String before, String after, Writer out) {
    try (JsonGenerator json = JsonDocuments.indented(out)) {
      json.writeStartObject();
      json.writeNumberProperty("schemaVersion", JsonDocuments.SCHEMA_VERSION);
      changes(json, "opened", difference.opened());
      changes(json, "closed", difference.closed());
      json.writeArrayPropertyStart("undecided");
      difference.undecided().forEach(undecided -> undecided(json, undecided));
      json.writeEndArray();
      ids(json, "added", difference.added());
      ids(json, "removed", difference.removed());
      json.writeObjectPropertyStart("pairs");
      json.writeNumberProperty("changed", difference.pairs().changed());
      json.writeNumberProperty("undecided", difference.pairs().undecided());
      json.writeNumberProperty("unsettled", difference.pairs().unsettled());
      json.writeNumberProperty("unchanged", difference.pairs().unchanged());
      json.writeEndObject();
      json.writeObjectPropertyStart("coverage");
      json.writeStringProperty("old", before);
      json.writeStringProperty("new", after);
      json.writeEndObject();
      json.writeEndObject();
    }
  }

  private static void changes(JsonGenerator json, String name, List<Change> changes) {
    json.writeArrayPropertyStart(name);
    for (Change change : changes) {
      json.writeStartObject();
      ends(json, "from", change.from());
      ends(json, "to", change.to());
      traffic(json, change.traffic());
      example(json, change.example());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void ends(JsonGenerator json, String name, Ends ends) {
    json.writeArrayPropertyStart(name);
    ends.endpoints().forEach(endpoint -> json.writeString(endpoint.id()));
    ends.addresses().ranges().forEach(range -> json.writeString(range.toString()));
    json.writeEndArray();
  }

  private static void traffic(JsonGenerator json, SortedMap<IpFamily, TrafficSet> traffic) {
    json.writeObjectPropertyStart("traffic");
    for (Map.Entry<IpFamily, TrafficSet> entry : traffic.entrySet()) {
      json.writeName("ipv" + entry.getKey().version());
      MapJson.traffic(json, entry.getValue());
    }
    json.writeEndObject();
  }

  private static void example(JsonGenerator json, Example example) {
    json.writeObjectPropertyStart("witness");
    json.writeStringProperty("from", example.from());
    json.writeStringProperty("to", example.to());
    json.writeObjectPropertyStart("packet");
    AnswerJson.packet(json, example.packet());
    json.writeEndObject();
    json.writeEndObject();
    json.writeArrayPropertyStart("reasons");
    for (Example.Reason reason : example.reasons()) {
      json.writeStartObject();
      json.writeStringProperty("stage", reason.stage());
      json.writeArrayPropertyStart("blockedBy");
      reason.blockedBy().forEach(origin -> {
        json.writeStartObject();
        AnswerJson.origin(json, origin);
        json.writeEndObject();
      });
      json.writeEndArray();
      reason.allowedBy().ifPresent(origin -> {
        json.writeObjectPropertyStart("allowedBy");
        AnswerJson.origin(json, origin);
        json.writeEndObject();
      });
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void undecided(JsonGenerator json, Undecided undecided) {
    json.writeStartObject();
    ends(json, "from", undecided.from());
    ends(json, "to", undecided.to());
    traffic(json, undecided.traffic());
    json.writeArrayPropertyStart("assumptions");
    undecided.open().forEach(assumption -> {
      json.writeStartObject();
      json.writeStringProperty("key", assumption.key());
      json.writeStringProperty("assumption", assumption.statement());
      if (!assumption.remedy().isEmpty()) {
        json.writeStringProperty("remedy", assumption.remedy());
      }
      json.writeEndObject();
    });
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void ids(JsonGenerator json, String name, List<Endpoint> endpoints) {
    json.writeArrayPropertyStart(name);
    endpoints.forEach(endpoint -> json.writeString(endpoint.id()));
    json.writeEndArray();
  }
}
