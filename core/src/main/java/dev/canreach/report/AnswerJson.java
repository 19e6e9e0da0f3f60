package dev.canreach.report;

import dev.canreach.model.Backend;
import dev.canreach.model.Enforcer;
import dev.canreach.model.Origin;
import dev.canreach.packet.End;
import dev.canreach.packet.Packet;
import dev.canreach.packet.Request;
import dev.canreach.query.Answer;
import dev.canreach.query.Blocker;
import dev.canreach.query.NearMiss;
import dev.canreach.query.Opening;
import dev.canreach.query.PathStep;
import dev.canreach.query.Verdict;
import java.io.Writer;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import tools.jackson.core.JsonGenerator;

/** Answers as JSON (contract §3). */
public final class AnswerJson {
  private AnswerJson() {}

  /** Writes an answer on one line, without the end of the line. */
  public static void writeLine(Answer answer, Writer out) {
    try (JsonGenerator json = JsonDocuments.compact(out)) {
      json.writeStartObject();
      members(json, answer);
      json.writeEndObject();
    }
  }

  /**
   * Writes an answer as a document of its own, with what was read.
   *
   * @param warnings what is wrong with the question or the input, although there is an answer
   */
  public static void writeDocument(Answer answer, List<String> warnings, String coverage, Writer out) {
    try (JsonGenerator json = JsonDocuments.indented(out)) {
      json.writeStartObject();
      members(json, answer);
      JsonDocuments.warnings(json, warnings);
      json.writeStringProperty("coverage", coverage);
      json.writeEndObject();
    }
  }

  /**
   * Writes several answers as one document, with what was read.
   *
   * @param warnings what is wrong with questions or the input, although there are answers
   */
  public static void writeDocuments(List<Answer> answers, List<String> warnings, String coverage, Writer out) {
    try (JsonGenerator json = JsonDocuments.compact(out)) {
      json.writeStartObject();
      json.writeNumberProperty("schemaVersion", JsonDocuments.SCHEMA_VERSION);
      json.writeArrayPropertyStart("answers");
      for (Answer answer : answers) {
        json.writeStartObject();
        members(json, answer);
        json.writeEndObject();
      }
      json.writeEndArray();
      JsonDocuments.warnings(json, warnings);
      json.writeStringProperty("coverage", coverage);
      json.writeEndObject();
    }
  }

  private static void members(JsonGenerator json, Answer answer) {
    json.writeNumberProperty("schemaVersion", JsonDocuments.SCHEMA_VERSION);
    json.writeName("question");
    json.writeRawValue(answer.json());
    switch (answer) {
      case Answer.Judged judged -> judged(json, judged);
      case Answer.Resolved resolved -> resolved(json, resolved);
      case Answer.Stated stated -> stated(json, stated);
      case Answer.Unanswerable unanswerable -> json.writeStringProperty("error", unanswerable.error());
    }
  }

  private static void judged(JsonGenerator json, Answer.Judged answer) {
    json.writeStringProperty("verdict", answer.verdict().word());
    text(json, "reason", answer.reason());
    answer.witness().ifPresent(witness -> witness(json, witness));
    list(json, "path", answer.path(), AnswerJson::step);
    if (answer.verdict() == Verdict.BLOCKED) {
      json.writeStringProperty("by", answer.by().orElse(Enforcer.KERNEL).name().toLowerCase(Locale.ROOT));
      always(json, "blockers", answer.blockers(), AnswerJson::blocker);
      always(json, "nearMisses", answer.nearMisses(), AnswerJson::nearMiss);
    }
    answer.opening().ifPresent(opening -> opening(json, opening));
    list(json, "assumptions", answer.assumptions(), AnswerJson::presumption);
    list(json, "rejected", answer.rejected(), AnswerJson::rejected);
    handling(json, answer.handling());
    list(json, "destinations", answer.destinations(), AnswerJson::destination);
    if (answer.isPartial()) {
      json.writeBooleanProperty("partial", true);
      list(json, "failures", answer.failures(), AnswerJson::pair);
    }
    texts(json, "notes", answer.notes());
  }

  private static void handling(JsonGenerator json, Answer.Handling handling) {
    if (!handling.backends().isEmpty()) {
      json.writeObjectPropertyStart("route");
      list(json, "backends", handling.backends(), AnswerJson::backend);
      json.writeEndObject();
    }
    text(json, "answeredBy", handling.answeredBy());
    handling.status().ifPresent(status -> json.writeNumberProperty("status", status));
    handling.redirect().ifPresent(location -> {
      json.writeObjectPropertyStart("redirect");
      text(json, "scheme", location.scheme());
      text(json, "host", location.host());
      location.port().ifPresent(port -> json.writeNumberProperty("port", port));
      text(json, "path", location.path());
      json.writeEndObject();
    });
    handling.sent().ifPresent(sent -> {
      json.writeObjectPropertyStart("sent");
      text(json, "host", sent.host());
      text(json, "path", sent.path());
      json.writeEndObject();
    });
  }

  private static void backend(JsonGenerator json, Backend backend) {
    json.writeStringProperty("service", backend.service());
    backend.port().ifPresent(port -> json.writeNumberProperty("port", port));
    json.writeNumberProperty("weight", backend.weight());
    text(json, "subset", backend.subset());
  }

  /** `status` is a text here, as the API spells it. */
  private static void stated(JsonGenerator json, Answer.Stated answer) {
    if (answer.isUnknown()) {
      json.writeStringProperty("verdict", Verdict.UNKNOWN.word());
    }
    answer.status().ifPresent(holds -> json.writeStringProperty("status", holds ? "True" : "False"));
    text(json, "reason", answer.reason());
    answer.count().ifPresent(count -> json.writeNumberProperty("count", count));
  }

  private static void resolved(JsonGenerator json, Answer.Resolved answer) {
    json.writeStringProperty("verdict", answer.verdict().word());
    text(json, "reason", answer.reason());
    json.writeArrayPropertyStart("addresses");
    answer.addresses().forEach(json::writeString);
    json.writeEndArray();
    texts(json, "searched", answer.searched());
    list(json, "path", answer.path(), AnswerJson::step);
    list(json, "assumptions", answer.assumptions(), AnswerJson::presumption);
  }

  private static void witness(JsonGenerator json, Answer.Witness witness) {
    json.writeObjectPropertyStart("witness");
    json.writeStringProperty("from", witness.from());
    json.writeStringProperty("to", witness.to());
    packet(json, witness.packet());
    json.writeObjectPropertyStart("arrives");
    packet(json, witness.arrives());
    json.writeEndObject();
    json.writeEndObject();
  }

  static void packet(JsonGenerator json, Packet packet) {
    json.writeStringProperty("family", "ipv" + packet.family().version());
    json.writeStringProperty("protocol", packet.protocol().toString());
    end(json, "source", packet.source());
    end(json, "destination", packet.destination());
    if (packet.protocol().hasPorts()) {
      json.writeNumberProperty("sourcePort", packet.sourcePort());
      json.writeNumberProperty("port", packet.destinationPort());
    }
    if (packet.protocol().isIcmp()) {
      json.writeNumberProperty("icmpType", packet.icmpType());
      json.writeNumberProperty("icmpCode", packet.icmpCode());
    }
    if (!packet.request().equals(Request.NONE)) {
      json.writeObjectPropertyStart("request");
      packet.request()
          .values()
          .forEach((field, texts) -> json.writeStringProperty(field.toString(),
              String.join(", ", texts)));
      json.writeEndObject();
    }
  }

  private static void end(JsonGenerator json, String name, End end) {
    end.address().ifPresent(address -> json.writeStringProperty(name, address.toString()));
    if (!end.labels().isEmpty()) {
      json.writeObjectPropertyStart(name + "Labels");
      end.labels().forEach(json::writeStringProperty);
      json.writeEndObject();
    }
  }

  private static void step(JsonGenerator json, PathStep step) {
    json.writeStringProperty("stage", step.stage());
    json.writeStringProperty("decision", step.decision());
    text(json, "text", step.text());
    Optional<Origin> by = step.by();
    if (by.isPresent()) {
      json.writeObjectPropertyStart("by");
      origin(json, by.get());
      json.writeEndObject();
    }
    list(json, "evidence", step.evidence(), (out, evidence) -> {
      out.writeStringProperty("what", evidence.what());
      out.writeStringProperty("text", evidence.text());
      origin(out, evidence.origin());
    });
  }

  static void origin(JsonGenerator json, Origin origin) {
    json.writeStringProperty("object", origin.object());
    text(json, "rule", origin.part());
    text(json, "field", origin.field());
    json.writeStringProperty("file", origin.span().file());
    json.writeNumberProperty("line", origin.span().line());
    json.writeNumberProperty("column", origin.span().column());
  }

  private static void blocker(JsonGenerator json, Blocker blocker) {
    json.writeStringProperty("stage", blocker.stage());
    json.writeStringProperty("effect", blocker.effect());
    origin(json, blocker.origin());
  }

  private static void nearMiss(JsonGenerator json, NearMiss miss) {
    json.writeStringProperty("stage", miss.stage());
    json.writeArrayPropertyStart("failed");
    miss.failed().forEach(json::writeString);
    json.writeEndArray();
    json.writeStringProperty("text", miss.text());
    origin(json, miss.rule());
  }

  private static void opening(JsonGenerator json, Opening opening) {
    json.writeObjectPropertyStart("opening");
    json.writeStringProperty("summary", opening.summary());
    json.writeStringProperty("manifest", opening.manifest());
    texts(json, "alsoOpens", opening.alsoOpens());
    json.writeEndObject();
  }

  private static void presumption(JsonGenerator json, Answer.Presumption presumption) {
    json.writeStringProperty("key", presumption.assumption().key());
    json.writeStringProperty("statement", presumption.assumption().statement());
    text(json, "remedy", presumption.assumption().remedy());
    presumption.assumption().byDefault().ifPresent(value -> json.writeBooleanProperty("default", value));
    json.writeObjectPropertyStart("outcomes");
    json.writeStringProperty("true", presumption.ifTrue().word());
    json.writeStringProperty("false", presumption.ifFalse().word());
    json.writeEndObject();
  }

  private static void rejected(JsonGenerator json, Answer.Refused refused) {
    json.writeStringProperty("object", refused.object());
    json.writeStringProperty("file", refused.file());
    json.writeNumberProperty("line", refused.line());
    json.writeNumberProperty("column", refused.column());
    json.writeStringProperty("field", refused.field());
    json.writeStringProperty("message", refused.message());
  }

  private static void destination(JsonGenerator json, Answer.Destination destination) {
    json.writeStringProperty("endpoint", destination.endpoint());
    json.writeNumberProperty("port", destination.port());
    json.writeNumberProperty("weight", destination.weight());
    if (!destination.delivered()) {
      json.writeBooleanProperty("delivered", false);
    }
  }

  private static void pair(JsonGenerator json, Answer.Pair pair) {
    json.writeStringProperty("from", pair.from());
    json.writeStringProperty("to", pair.to());
    json.writeStringProperty("verdict", pair.verdict().word());
  }

  private static void text(JsonGenerator json, String name, String text) {
    if (!text.isEmpty()) {
      json.writeStringProperty(name, text);
    }
  }

  private static void texts(JsonGenerator json, String name, List<String> texts) {
    if (!texts.isEmpty()) {
      json.writeArrayPropertyStart(name);
      texts.forEach(json::writeString);
      json.writeEndArray();
    }
  }

  private static <T> void list(JsonGenerator json, String name, Collection<T> items,
      BiConsumer<JsonGenerator, T> writer) {
    if (!items.isEmpty()) {
      always(json, name, items, writer);
    }
  }

  /** Writes each item as an object, and an empty list where there is none. */
  private static <T> void always(JsonGenerator json, String name, Collection<T> items,
      BiConsumer<JsonGenerator, T> writer) {
    json.writeArrayPropertyStart(name);
    for (T item : items) {
      json.writeStartObject();
      writer.accept(json, item);
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
