package dev.canreach.report;

import dev.canreach.diff.Change;
import dev.canreach.diff.Difference;
import dev.canreach.diff.Ends;
import dev.canreach.diff.Example;
import dev.canreach.diff.NameChange;
import dev.canreach.diff.RequestChange;
import dev.canreach.diff.RequestExample;
import dev.canreach.diff.Undecided;
import dev.canreach.diff.UndecidedWay;
import dev.canreach.diff.WayChange;
import dev.canreach.diff.WayExample;
import dev.canreach.diff.Ways;
import dev.canreach.model.Endpoint;
import dev.canreach.model.Origin;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.IpFamily;
import dev.canreach.packet.Packet;
import dev.canreach.sets.TrafficSet;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import tools.jackson.core.JsonGenerator;

/** What a change opens and closes, and the names that it changes, as JSON. */
public final class DiffJson {
  private DiffJson() {}

  /**
   * Writes the document.
   *
   * @param warnings what is wrong with either input, although there is a difference
   * @param before the coverage of the input before the change
   * @param after the coverage of the input after it
   */
  public static void write(Difference difference, List<String> warnings, String before, String after, Writer out) {
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
      counts(json, "pairs", difference.pairs());
      ways(json, difference.ways());
      json.writeObjectPropertyStart("requests");
      requests(json, "opened", difference.ways().requests().opened());
      requests(json, "closed", difference.ways().requests().closed());
      texts(json, "undecided", difference.ways().requests().undecided());
      texts(json, "notCompared", DiffRequests.notCompared(difference.ways().requests()));
      json.writeEndObject();
      json.writeObjectPropertyStart("names");
      names(json, "changed", difference.names().stream().filter(NameChange::isCertain).toList());
      names(json, "undecided", difference.names().stream().filter(change -> !change.isCertain()).toList());
      json.writeEndObject();
      JsonDocuments.warnings(json, warnings);
      json.writeObjectPropertyStart("coverage");
      json.writeStringProperty("old", before);
      json.writeStringProperty("new", after);
      json.writeEndObject();
      json.writeEndObject();
    }
  }

  private static void counts(JsonGenerator json, String name, Difference.Pairs counts) {
    json.writeObjectPropertyStart(name);
    json.writeNumberProperty("changed", counts.changed());
    json.writeNumberProperty("undecided", counts.undecided());
    json.writeNumberProperty("unsettled", counts.unsettled());
    json.writeNumberProperty("unchanged", counts.unchanged());
    json.writeEndObject();
  }

  private static void ways(JsonGenerator json, Ways ways) {
    json.writeObjectPropertyStart("ways");
    ways(json, "opened", ways.opened());
    ways(json, "closed", ways.closed());
    json.writeArrayPropertyStart("undecided");
    for (UndecidedWay way : ways.undecided()) {
      json.writeStartObject();
      ends(json, "from", way.from());
      texts(json, "via", way.via());
      texts(json, "to", way.to());
      traffic(json, way.traffic());
      assumptions(json, way.open());
      json.writeEndObject();
    }
    json.writeEndArray();
    texts(json, "added", ways.added());
    texts(json, "removed", ways.removed());
    counts(json, "counts", ways.counts());
    json.writeEndObject();
  }

  private static void ways(JsonGenerator json, String name, List<WayChange> changes) {
    json.writeArrayPropertyStart(name);
    for (WayChange change : changes) {
      json.writeStartObject();
      ends(json, "from", change.from());
      texts(json, "via", change.via());
      texts(json, "to", change.to());
      traffic(json, change.traffic());
      WayExample example = change.example();
      witness(json, example.from(), example.via(), example.to(), example.sent(), example.arrives());
      json.writeObjectPropertyStart("forwardedBy");
      AnswerJson.origin(json, example.by());
      json.writeEndObject();
      origins(json, "blockedBy", example.blockedBy());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void witness(JsonGenerator json, String from, String via, String to, Packet sent, Packet arrives) {
    json.writeObjectPropertyStart("witness");
    json.writeStringProperty("from", from);
    json.writeStringProperty("via", via);
    json.writeStringProperty("to", to);
    json.writeObjectPropertyStart("packet");
    AnswerJson.packet(json, sent);
    json.writeEndObject();
    json.writeObjectPropertyStart("arrives");
    AnswerJson.packet(json, arrives);
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void requests(JsonGenerator json, String name, List<RequestChange> changes) {
    json.writeArrayPropertyStart(name);
    for (RequestChange change : changes) {
      json.writeStartObject();
      ends(json, "from", change.from());
      texts(json, "via", change.via());
      ends(json, "to", change.to());
      traffic(json, change.traffic());
      RequestExample example = change.example();
      witness(json, example.from(), example.via(), example.to(), example.sent(), example.arrives());
      origins(json, "allowedBy", example.allowedBy());
      origins(json, "blockedBy", example.blockedBy());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void names(JsonGenerator json, String name, List<NameChange> changes) {
    json.writeArrayPropertyStart(name);
    for (NameChange change : changes) {
      json.writeStartObject();
      json.writeStringProperty("name", change.name());
      texts(json, "before", change.before());
      texts(json, "after", change.after());
      change.by().ifPresent(by -> {
        json.writeObjectPropertyStart("by");
        AnswerJson.origin(json, by);
        json.writeEndObject();
      });
      if (!change.isCertain()) {
        assumptions(json, change.open());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void origins(JsonGenerator json, String name, List<Origin> origins) {
    json.writeArrayPropertyStart(name);
    origins.forEach(origin -> {
      json.writeStartObject();
      AnswerJson.origin(json, origin);
      json.writeEndObject();
    });
    json.writeEndArray();
  }

  private static void texts(JsonGenerator json, String name, List<String> texts) {
    json.writeArrayPropertyStart(name);
    texts.forEach(json::writeString);
    json.writeEndArray();
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
      origins(json, "blockedBy", reason.blockedBy());
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
    assumptions(json, undecided.open());
    json.writeEndObject();
  }

  private static void assumptions(JsonGenerator json, SortedSet<Assumption> open) {
    json.writeArrayPropertyStart("assumptions");
    open.forEach(assumption -> {
      json.writeStartObject();
      json.writeStringProperty("key", assumption.key());
      json.writeStringProperty("assumption", assumption.statement());
      if (!assumption.remedy().isEmpty()) {
        json.writeStringProperty("remedy", assumption.remedy());
      }
      json.writeEndObject();
    });
    json.writeEndArray();
  }

  private static void ids(JsonGenerator json, String name, List<Endpoint> endpoints) {
    json.writeArrayPropertyStart(name);
    endpoints.forEach(endpoint -> json.writeString(endpoint.id()));
    json.writeEndArray();
  }
}
