package dev.canreach.report;

import java.io.Writer;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;

/** How this project writes JSON: streamed, UTF-8, `\n`, members in a fixed order. */
final class JsonDocuments {
  /** The version of every document; the published schema has the same. */
  static final int SCHEMA_VERSION = 1;

  private static final JsonFactory FACTORY = new JsonFactory();
  private static final DefaultIndenter INDENTER = new DefaultIndenter("  ", "\n");

  private static final Separators SEPARATORS = Separators.createDefaultInstance()
      .withObjectNameValueSpacing(Separators.Spacing.AFTER)
      .withObjectEmptySeparator("")
      .withArrayEmptySeparator("");

  private JsonDocuments() {}

  /** Writes everything on one line. */
  static JsonGenerator compact(Writer out) {
    return FACTORY.createGenerator(ObjectWriteContext.empty(), new Unclosed(out));
  }

  /** Writes indented. */
  static JsonGenerator indented(Writer out) {
    ObjectWriteContext context = new ObjectWriteContext.Base() {
      @Override
      public PrettyPrinter getPrettyPrinter() {
        return new DefaultPrettyPrinter(SEPARATORS).withObjectIndenter(INDENTER).withArrayIndenter(INDENTER);
      }
    };
    return FACTORY.createGenerator(context, new Unclosed(out));
  }

  /** What is wrong with what was asked, or with the input, although there is an answer; nothing where nothing is. */
  static void warnings(JsonGenerator json, List<String> warnings) {
    if (!warnings.isEmpty()) {
      json.writeArrayPropertyStart("warnings");
      warnings.forEach(json::writeString);
      json.writeEndArray();
    }
  }

  /** Flushes but does not close what the generator writes to: it belongs to the caller. */
  private static final class Unclosed extends java.io.FilterWriter {
    Unclosed(Writer out) {
      super(out);
    }

    @Override
    public void close() throws java.io.IOException {
      flush();
    }
  }
}
