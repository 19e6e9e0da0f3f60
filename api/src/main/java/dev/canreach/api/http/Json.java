package dev.canreach.api.http;

import dev.canreach.query.Suggestions;
import io.javalin.http.Context;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Bodies as JSON. */
public final class Json {
  private static final int MAX_DEPTH = 200;

  /** Numbers keep their digits: a question is repeated as it was asked. */
  public static final JsonMapper MAPPER = JsonMapper
      .builder(JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).maxStringLength(64 << 20).build())
          .build())
      .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
      .build();

  private Json() {}

  /** The JSON object of the body. */
  public static ObjectNode object(Context context) {
    if (!MediaType.of(context).equals(MediaType.JSON)) {
      throw Problem.unsupported("this route reads `application/json`: set the header `Content-Type`");
    }
    return object(context.bodyAsBytes());
  }

  /** The JSON object of these bytes. */
  public static ObjectNode object(byte[] body) {
    JsonNode node;
    try {
      node = MAPPER.readTree(body);
    } catch (JacksonException e) {
      TokenStreamLocation at = e.getLocation();
      throw Problem.malformed("the body is no JSON" + (at == null
          ? ""
          : ": correct it at line " + Math.max(1, at.getLineNr()) + ", column " + Math.max(1, at.getColumnNr())));
    }
    if (node instanceof ObjectNode object) {
      return object;
    }
    throw Problem.malformed("the body is not a JSON object");
  }

  /** The text of a member; empty when it is absent. */
  public static Optional<String> text(ObjectNode object, String name) {
    JsonNode value = object.get(name);
    if (value == null || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isString()) {
      throw Problem.malformed("`" + name + "` must be a text");
    }
    return Optional.of(value.stringValue());
  }

  /**
   * Refuses members that nobody reads: a misspelled one would be taken for one that is not there.
   *
   * @throws Problem when there is one
   */
  public static void only(ObjectNode object, List<String> known) {
    for (String name : object.propertyNames()) {
      if (!known.contains(name)) {
        throw Problem.malformed("unknown member `" + name + "`" + Suggestions.didYouMean(name, known) + ": known are "
            + String.join(", ", known));
      }
    }
  }

  /** The texts of a member that is a list; empty when it is absent. */
  public static List<String> texts(ObjectNode object, String name) {
    List<String> texts = new ArrayList<>();
    for (JsonNode item : items(object, name)) {
      if (!item.isString()) {
        throw Problem.malformed("`" + name + "` must be a list of texts");
      }
      texts.add(item.stringValue());
    }
    return texts;
  }

  /** The items of a member that is a list; empty when it is absent. */
  public static List<JsonNode> items(ObjectNode object, String name) {
    JsonNode value = object.get(name);
    if (value == null || value.isNull()) {
      return List.of();
    }
    if (!value.isArray()) {
      throw Problem.malformed("`" + name + "` must be a list");
    }
    return List.copyOf(value.values());
  }

  /** A node as text, on one line. */
  public static String write(JsonNode node) {
    return MAPPER.writeValueAsString(node);
  }

  /** A document that a writer produces, as bytes. */
  public static byte[] document(Consumer<Writer> writer) {
    StringWriter out = new StringWriter();
    writer.accept(out);
    return out.append('\n').toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Answers with a document. */
  public static void respond(Context context, byte[] document) {
    context.contentType(MediaType.JSON).result(document);
  }
}
