package dev.canreach.report;

import dev.canreach.query.Question;
import dev.canreach.query.QuestionException;
import dev.canreach.query.QuestionReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Questions as JSON objects (contract §2). */
public final class QuestionJson {
  private static final JsonFactory FACTORY = new JsonFactory();

  private QuestionJson() {}

  /**
   * Reads one question.
   *
   * @param json a JSON object; it is repeated in the answer as it stands
   * @throws QuestionException when the text is no JSON object or no question
   */
  public static Question read(String json) throws QuestionException {
    return QuestionReader.read(members(json), json.strip());
  }

  /** The keys of a JSON object that are almost, but not quite, keys of a question; none where the text is no JSON object. */
  public static List<String> warnings(String json) {
    try {
      return QuestionReader.warnings(members(json));
    } catch (QuestionException e) {
      return List.of();
    }
  }

  /** The question of these members as JSON, in their order; values are texts, whole numbers and objects of them. */
  public static String write(Map<String, ?> members) {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = JsonDocuments.compact(out)) {
      write(json, members);
    }
    return out.toString();
  }

  private static void write(JsonGenerator json, Map<?, ?> members) {
    json.writeStartObject();
    members.forEach((key, value) -> {
      json.writeName(key.toString());
      switch (value) {
        case Integer number -> json.writeNumber(number);
        case Map<?, ?> object -> write(json, object);
        default -> json.writeString(value.toString());
      }
    });
    json.writeEndObject();
  }

  /** A text that is no question, as a JSON value: as it stands when it is JSON, else as a string. */
  public static String quoted(String text) {
    try {
      members(text);
      return text.strip();
    } catch (QuestionException e) {
      StringWriter out = new StringWriter();
      try (JsonGenerator json = JsonDocuments.compact(out)) {
        json.writeString(text);
      }
      return out.toString();
    }
  }

  private static Map<String, ?> members(String text) throws QuestionException {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new QuestionException(
            "a question is a JSON object, such as {\"from\": \"shop/web\", \"to\": \"shop/db\", \"protocol\": \"TCP\", \"port\": 5432}");
      }
      Map<String, Object> members = object(parser);
      if (parser.nextToken() != null) {
        throw new QuestionException("there is more than one JSON object: write one question a line");
      }
      return members;
    } catch (JacksonException e) {
      throw new QuestionException("the question is no JSON: correct it at column " + e.getLocation().getColumnNr());
    }
  }

  /** The members of an object; one that is null is no member. */
  private static Map<String, Object> object(JsonParser parser) {
    Map<String, Object> members = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      Object value = value(parser);
      if (value != null) {
        members.put(name, value);
      }
    }
    return members;
  }

  private static @Nullable Object value(JsonParser parser) {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> parser.getString();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> null;
    };
  }

  private static List<Object> array(JsonParser parser) {
    List<Object> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      Object item = value(parser);
      if (item != null) {
        items.add(item);
      }
    }
    return items;
  }
}
