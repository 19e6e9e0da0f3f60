package dev.canreach.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingEndEvent;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceEndEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.parser.ParserImpl;

/** Builds the positioned tree of one YAML document from the parser's events, within the limits, and never by loading objects. */
final class YamlComposer {

  /** A tree with its comments. */
  record Tree(Node root, List<Comment> comments) {

    Tree {
      comments = List.copyOf(comments);
    }
  }

  /**
   * What an anchor names.
   *
   * @param node the node, absent while it is being read
   * @param nodes how many nodes it holds, itself included
   * @param height how deep it nests, 1 for a scalar
   */
  private record Anchor(@Nullable Node node, int nodes, int height) {}

  private static final LoaderOptions OPTIONS = new LoaderOptions();

  static {
    // the length of a file is limited before it is parsed
    OPTIONS.setCodePointLimit(Integer.MAX_VALUE);
  }

  private static final List<String> NULLS = List.of("", "~", "null", "Null", "NULL");

  private final Chunk chunk;
  private final TextPool pool;
  private final NodeBudget budget;
  private final Tags tags;
  private final TextWindow window;
  private final ParserImpl parser;
  private final CommentCollector comments;
  private final MergeKeys mergeKeys;
  private final Map<String, Anchor> anchors = new HashMap<>();
  /** How deep the node that was composed last nests. */
  private int height;

  YamlComposer(Chunk chunk, SourceLimits limits, TextPool pool, Diagnostics diagnostics) {
    this.chunk = chunk;
    this.pool = pool;
    this.budget = new NodeBudget(limits);
    this.tags = new Tags(diagnostics);
    this.window = new TextWindow(chunk);
    this.parser = new ParserImpl(window, OPTIONS);
    this.comments = new CommentCollector(chunk, window);
    this.mergeKeys = new MergeKeys(isObject(chunk));
  }

  /** The document of the chunk; empty when it has none, or nothing but a null. */
  Optional<Tree> compose() throws UnreadableException {
    expect(Event.ID.StreamStart);
    if (next().getEventId() == Event.ID.StreamEnd) {
      return Optional.empty();
    }
    Node root = node(next(), 1);
    expect(Event.ID.DocumentEnd);
    Event end = next();
    if (end.getEventId() != Event.ID.StreamEnd) {
      throw UnreadableException.error(span(end.getStartMark()), ProblemType.SYNTAX,
          "text goes on after the end of the document: begin the next document with `---` on its own line");
    }
    if (root instanceof ScalarNode scalar && scalar.plain() && NULLS.contains(scalar.text())) {
      return Optional.empty();
    }
    return Optional.of(new Tree(root, comments.finish()));
  }

  /** Whether the chunk looks like an object that the API server reads. */
  private static boolean isObject(Chunk chunk) {
    int at = chunk.indexOf("apiVersion:", chunk.start());
    return at >= 0
        && (at == chunk.start() || chunk.text().charAt(at - 1) == '\n' || chunk.text().charAt(at - 1) == '\r');
  }

  private void expect(Event.ID id) throws UnreadableException {
    Event event = next();
    if (event.getEventId() != id) {
      throw UnreadableException.error(span(event.getStartMark()), ProblemType.SYNTAX,
          "this is not valid YAML: correct it");
    }
  }

  private Event next() throws UnreadableException {
    try {
      return parser.getEvent();
    } catch (MarkedYAMLException e) {
      throw YamlProblems.explain(chunk, window, e);
    } catch (RuntimeException e) {
      // hostile text makes the scanner throw all sorts of exceptions
      throw UnreadableException.error(window.span(), ProblemType.SYNTAX,
          "this is not valid YAML: correct or remove it");
    }
  }

  private Node node(Event event, int depth) throws UnreadableException {
    if (event instanceof AliasEvent alias) {
      return alias(alias, depth);
    }
    String name = event instanceof NodeEvent named ? named.getAnchor() : null;
    if (name == null) {
      return content(event, depth);
    }
    anchors.put(name, new Anchor(null, 0, 0));
    int before = budget.nodes();
    Node node = content(event, depth);
    // a node inside may have taken over the name; an alias means the latest
    Anchor latest = anchors.get(name);
    if (latest != null && latest.node() == null) {
      anchors.put(name, new Anchor(node, budget.nodes() - before, height));
    }
    return node;
  }

  private Node alias(AliasEvent event, int depth) throws UnreadableException {
    Span span = span(event.getStartMark());
    Anchor anchor = anchors.get(event.getAnchor());
    if (anchor == null) {
      throw UnreadableException.error(span, ProblemType.ALIAS,
          "no anchor " + Quote.text("&" + event.getAnchor()) + " stands before this alias: add it or correct the name");
    }
    Node node = anchor.node();
    if (node == null) {
      throw UnreadableException.error(span, ProblemType.ALIAS,
          "the alias " + Quote.text("*" + event.getAnchor())
              + " stands inside the value that it names: a value can't contain itself");
    }
    budget.alias(span, depth + anchor.height() - 1, anchor.nodes());
    height = anchor.height();
    return node;
  }

  private Node content(Event event, int depth) throws UnreadableException {
    return switch (event) {
      case ScalarEvent scalar -> scalar(scalar, depth);
      case MappingStartEvent mapping -> mapping(mapping, depth);
      case SequenceStartEvent sequence -> sequence(sequence, depth);
      default -> throw UnreadableException.error(span(event.getStartMark()), ProblemType.SYNTAX,
          "a value is missing here: write it, or `null`");
    };
  }

  private Node scalar(ScalarEvent event, int depth) throws UnreadableException {
    String text = event.getValue();
    boolean unquoted = event.getScalarStyle() == ScalarStyle.PLAIN;
    boolean empty = unquoted && text.isEmpty();
    Span span = empty ? span(event.getStartMark()) : contentSpan(event, event.getTag());
    budget.node(span, depth);
    budget.scalar(span, text.length());
    comments.skip(event.getStartMark(), event.getEndMark());
    height = 1;
    return event.getTag() == null
        ? new ScalarNode(pool.share(text), unquoted, span)
        : tags.scalar(text, unquoted, event.getTag(), span);
  }

  private Node sequence(SequenceStartEvent event, int depth) throws UnreadableException {
    Span span = contentSpan(event, event.getTag());
    budget.node(span, depth);
    String tag = tags.collection(event.getTag(), span);
    var items = new ArrayList<Node>();
    int tallest = 0;
    for (Event item = next(); !(item instanceof SequenceEndEvent); item = next()) {
      items.add(node(item, depth + 1));
      tallest = Math.max(tallest, height);
    }
    height = tallest + 1;
    return new ListNode(items, tag, span);
  }

  private Node mapping(MappingStartEvent event, int depth) throws UnreadableException {
    Span span = contentSpan(event, event.getTag());
    budget.node(span, depth);
    String tag = tags.collection(event.getTag(), span);
    var entries = new ArrayList<MapNode.Entry>();
    boolean merges = false;
    int tallest = 0;
    for (Event key = next(); !(key instanceof MappingEndEvent); key = next()) {
      ScalarNode scalar = key(key, depth);
      Node value = node(next(), depth + 1);
      tallest = Math.max(tallest, height);
      entries.add(new MapNode.Entry(scalar, value));
      merges |= MergeKeys.isMerge(scalar);
    }
    height = tallest + 1;
    return new MapNode(merges ? mergeKeys.resolve(entries) : entries, tag, span);
  }

  private ScalarNode key(Event event, int depth) throws UnreadableException {
    if (event instanceof MappingStartEvent start && window.at(start.getStartMark().getIndex() - 1) == '{') {
      Span inner = span(start.getStartMark());
      throw Templates.braces(chunk, new Span(inner.file(), inner.line(), inner.column() - 1));
    }
    if (node(event, depth + 1) instanceof ScalarNode scalar) {
      return scalar;
    }
    throw UnreadableException.error(span(event.getStartMark()), ProblemType.SYNTAX,
        "a mapping or list can't be a key: quote it, or write a text");
  }

  /** Where the content of a node begins, behind its anchor and tag. */
  private Span contentSpan(NodeEvent event, @Nullable String tag) {
    Mark start = event.getStartMark();
    if (event.getAnchor() == null && tag == null) {
      return span(start);
    }
    int line = start.getLine();
    int column = start.getColumn();
    int position = start.getIndex();
    boolean property = false;
    boolean comment = false;
    while (position < window.length()) {
      int c = window.at(position);
      boolean lineFeed = TextWindow.isLineFeed(c, window.at(position + 1));
      boolean blank = lineFeed || c == ' ' || c == '\t' || c == '\r';
      property = !blank && (property || (!comment && (c == '&' || c == '!')));
      comment = !lineFeed && (comment || (c == '#' && !property));
      if (!blank && !property && !comment) {
        break;
      }
      position++;
      column = lineFeed ? 0 : column + 1;
      line = lineFeed ? line + 1 : line;
    }
    return new Span(chunk.file(), line + 1, column + 1);
  }

  private Span span(Mark mark) {
    return new Span(chunk.file(), mark.getLine() + 1, mark.getColumn() + 1);
  }
}
