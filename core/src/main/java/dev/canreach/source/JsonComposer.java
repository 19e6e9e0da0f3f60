package dev.canreach.source;

import java.util.ArrayList;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/** Builds positioned trees of the JSON values of a chunk, one after the other. */
final class JsonComposer {

  private static final Pattern UNEXPECTED = Pattern.compile("Unexpected character \\('(.*?)' \\(code .*",
      Pattern.DOTALL);
  private static final Pattern UNRECOGNISED = Pattern.compile("Unrecognized token '(.*?)'.*", Pattern.DOTALL);

  private final Chunk chunk;
  private final SourceLimits limits;
  private final TextPool pool;
  private final Span begin;
  private final JsonParser parser;
  private NodeBudget budget;

  /** Reads the values of the chunk from the offset on. */
  JsonComposer(Chunk chunk, int offset, SourceLimits limits, TextPool pool) {
    this.chunk = chunk;
    this.limits = limits;
    this.pool = pool;
    this.begin = chunk.spanAt(offset);
    this.budget = new NodeBudget(limits);
    // our own limits come first and say where; the parser's only have to be out of their way
    var constraints = StreamReadConstraints.builder()
        .maxNestingDepth(limits.maxDepth() + 2)
        .maxStringLength(Integer.MAX_VALUE)
        .maxNameLength(Integer.MAX_VALUE)
        .maxNumberLength(Integer.MAX_VALUE)
        .build();
    this.parser = JsonFactory.builder()
        .streamReadConstraints(constraints)
        .build()
        .createParser(ObjectReadContext.empty(),
            chunk.text().substring(offset, chunk.end()));
  }

  /** The next value; empty behind the last. */
  Optional<Node> next() throws UnreadableException {
    budget = new NodeBudget(limits);
    JsonToken token = token();
    return token == null ? Optional.empty() : Optional.of(node(token, 1));
  }

  private Node node(JsonToken token, int depth) throws UnreadableException {
    Span span = span(parser.currentTokenLocation());
    budget.node(span, depth);
    return switch (token) {
      case START_OBJECT -> {
        var entries = new ArrayList<MapNode.Entry>();
        for (JsonToken next = inside(span); next != JsonToken.END_OBJECT; next = inside(span)) {
          ScalarNode key = text(parser.currentName(), false, span(parser.currentTokenLocation()));
          budget.node(key.span(), depth + 1);
          entries.add(new MapNode.Entry(key, node(inside(span), depth + 1)));
        }
        yield new MapNode(entries, span);
      }
      case START_ARRAY -> {
        var items = new ArrayList<Node>();
        for (JsonToken next = inside(span); next != JsonToken.END_ARRAY; next = inside(span)) {
          items.add(node(next, depth + 1));
        }
        yield new ListNode(items, span);
      }
      case VALUE_STRING -> text(string(), false, span);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE, VALUE_NULL ->
          text(string(), true, span);
      case END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE -> throw invalid(span, "");
    };
  }

  private ScalarNode text(String text, boolean plain, Span span) throws UnreadableException {
    budget.scalar(span, text.length());
    return new ScalarNode(pool.share(text), plain, span);
  }

  /** The next token of a value that is not complete yet. */
  private JsonToken inside(Span opened) throws UnreadableException {
    JsonToken token = token();
    if (token == null) {
      throw unfinished(opened);
    }
    return token;
  }

  private @Nullable JsonToken token() throws UnreadableException {
    return guarded(parser::nextToken);
  }

  /** The text of the token, which the parser only decodes now. */
  private String string() throws UnreadableException {
    return Objects.requireNonNull(guarded(parser::getString));
  }

  private <T> @Nullable T guarded(Supplier<@Nullable T> step) throws UnreadableException {
    try {
      return step.get();
    } catch (JacksonException e) {
      throw invalid(span(e.getLocation()), e.getOriginalMessage());
    } catch (RuntimeException e) {
      throw invalid(span(parser.currentLocation()), "");
    }
  }

  private Span span(@Nullable TokenStreamLocation location) {
    if (location == null || location.getLineNr() < 1) {
      return begin;
    }
    int line = location.getLineNr();
    int column = Math.max(1, location.getColumnNr());
    return new Span(chunk.file(), begin.line() + line - 1, line == 1 ? begin.column() + column - 1 : column);
  }

  private static UnreadableException unfinished(Span opened) {
    return UnreadableException.error(opened, ProblemType.SYNTAX,
        "the JSON that opens here is never closed: complete it");
  }

  private static UnreadableException invalid(Span span, @Nullable String problem) {
    return UnreadableException.error(span, ProblemType.SYNTAX, message(problem == null ? "" : problem));
  }

  private static String message(String problem) {
    Matcher unexpected = UNEXPECTED.matcher(problem);
    if (unexpected.matches()) {
      return Quote.text(unexpected.group(1)) + " is not allowed here in JSON: correct what stands before or after it";
    }
    Matcher unrecognised = UNRECOGNISED.matcher(problem);
    if (unrecognised.matches()) {
      return Quote.text(unrecognised.group(1)) + " is no JSON value: quote it";
    }
    String lower = problem.toLowerCase(Locale.ROOT);
    if (lower.startsWith("unexpected end-of-input") || lower.contains("end-of-input")) {
      return "the JSON ends before it is complete: complete it";
    }
    if (lower.contains("ctrl-char") || lower.contains("control character")) {
      return "a control character stands in the JSON: write it as an escape, or remove it";
    }
    if (lower.contains("escape")) {
      return "the backslash does not begin a JSON escape: double it";
    }
    if (lower.startsWith("unexpected close marker")) {
      return "a closing bracket stands here that does not match the one that is open: correct it";
    }
    if (lower.contains("number") || lower.contains("numeric")) {
      return "this is not a JSON number: quote it or correct it";
    }
    if (lower.contains("nesting depth")) {
      return "mappings and lists are nested too deep: flatten them";
    }
    return "this is not valid JSON: correct it";
  }
}
