package dev.canreach.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Reads the documents of one chunk, of which JSON may hold several. What can't be read leaves a failure in its place, and hides no other. The chunks of a run
 * may be read by several threads, each chunk by one.
 */
final class ChunkReader {

  /** What stands at one place of the chunk. */
  sealed interface Item {}

  /** A document that was read. */
  record Read(Node root, List<Comment> comments) implements Item {

    Read {
      Objects.requireNonNull(root);
      comments = List.copyOf(comments);
    }
  }

  /** Why a document can't be read. */
  record Failure(Diagnostic diagnostic) implements Item {

    Failure {
      Objects.requireNonNull(diagnostic);
    }
  }

  /** How many lines with tabs between their parts are read in one document; each makes it be parsed again. */
  private static final int MAX_REPAIRS = 50;

  private static final String MARKER = "---";

  private final Chunk chunk;
  private final List<Integer> faults;
  private final SourceLimits limits;
  private final TextPool pool;
  private final Diagnostics diagnostics = new Diagnostics();
  private final List<Item> items = new ArrayList<>();

  /**
   * @param faults where the bytes of the file are no text
   */
  ChunkReader(Chunk chunk, List<Integer> faults, SourceLimits limits, TextPool pool) {
    this.chunk = chunk;
    this.faults = faults;
    this.limits = limits;
    this.pool = pool;
  }

  /** Reads the chunk. */
  void read() {
    try {
      checkEncoding(chunk, faults);
      documents();
    } catch (UnreadableException e) {
      refuse(explained(e.diagnostic()));
    }
  }

  /** What was read, in source order. */
  List<Item> items() {
    return List.copyOf(items);
  }

  /** What is wrong with documents that were read. */
  Diagnostics diagnostics() {
    return diagnostics;
  }

  private void refuse(Diagnostic diagnostic) {
    items.add(new Failure(diagnostic));
  }

  private void documents() throws UnreadableException {
    int begin = contentStart(chunk);
    boolean jsonFile = chunk.file().endsWith(".json");
    if (begin == chunk.end() || !(jsonFile || chunk.text().charAt(begin) == '{' || chunk.text().charAt(begin) == '[')) {
      yaml();
      return;
    }
    JsonStream stream = JsonStream.read(chunk, begin, jsonFile, limits, pool);
    if (stream.isInvalid() && !jsonFile) {
      try {
        yaml();
        return;
      } catch (UnreadableException e) {
        if (!stream.hasValue()) {
          throw e;
        }
      }
    }
    for (JsonStream.Item item : stream.items()) {
      switch (item) {
        case JsonStream.Value value -> add(value.root(), List.of());
        case JsonStream.Failure failure -> refuse(explained(failure.diagnostic()));
      }
    }
  }

  /** The failure, or that the text is a template, when that is why. */
  private Diagnostic explained(Diagnostic failure) {
    return failure.type().equals(ProblemType.SYNTAX)
        ? Templates.inBrokenText(chunk, failure.span()).orElse(failure)
        : failure;
  }

  private void yaml() throws UnreadableException {
    checkPrintable(chunk);
    if (isEmpty(chunk)) {
      return;
    }
    Chunk current = chunk;
    for (int repairs = 0;; repairs++) {
      try {
        Optional<YamlComposer.Tree> tree = new YamlComposer(current, limits, pool, diagnostics).compose();
        if (tree.isPresent()) {
          add(tree.get().root(), tree.get().comments());
        }
        return;
      } catch (UnreadableException e) {
        Optional<Chunk> repaired = repairs < MAX_REPAIRS
            ? SeparatorTabs.repair(current, e.diagnostic())
            : Optional.empty();
        if (repaired.isEmpty()) {
          throw e;
        }
        current = repaired.get();
      }
    }
  }

  private void add(Node root, List<Comment> comments) {
    Optional<Diagnostic> template = Templates.inTree(chunk, root, comments);
    if (template.isPresent()) {
      refuse(template.get());
    } else if (root instanceof ScalarNode scalar) {
      refuse(new Diagnostic(Severity.ERROR, scalar.span(), ProblemType.DOCUMENT,
          "the document is a single value, not an object: write `key: value` lines"));
    } else {
      items.add(new Read(root, comments));
    }
  }

  /** Offset of the first character that is neither blank nor part of the document marker or a comment line. */
  private static int contentStart(Chunk chunk) {
    int offset = chunk.start();
    while (offset < chunk.end()) {
      char c = chunk.text().charAt(offset);
      if (c == '#' || c == '%') {
        offset = chunk.nextLine(offset);
      } else if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
        offset++;
      } else if (chunk.text().startsWith("---", offset)) {
        offset += 3;
      } else {
        return offset;
      }
    }
    return offset;
  }

  /** Whether the chunk holds no more than a document marker, blanks and comments: a parser for each would take long. */
  private static boolean isEmpty(Chunk chunk) {
    String text = chunk.text();
    int offset = text.startsWith(MARKER, chunk.start()) ? chunk.start() + MARKER.length() : chunk.start();
    boolean blank = offset == chunk.start();
    while (offset < chunk.end()) {
      char c = text.charAt(offset);
      if (c == '#' && blank) {
        offset = chunk.nextLine(offset);
      } else if (c == ' ' || c == '\n') {
        offset++;
        blank = true;
      } else {
        return false;
      }
    }
    return true;
  }

  private static void checkEncoding(Chunk chunk, List<Integer> faults) throws UnreadableException {
    for (int fault : faults) {
      if (fault >= chunk.start() && fault < chunk.end()) {
        throw UnreadableException.error(chunk.spanAt(fault), ProblemType.ENCODING,
            "the bytes here are not valid text: save the file as UTF-8");
      }
    }
  }

  private static void checkPrintable(Chunk chunk) throws UnreadableException {
    if (chunk.ascii()) {
      return;
    }
    for (int i = chunk.start(); i < chunk.end(); i++) {
      char c = chunk.text().charAt(i);
      if (c >= ' ' && c < 0x7F) {
        continue;
      }
      if (c == 0) {
        throw UnreadableException.error(chunk.spanAt(i), ProblemType.ENCODING,
            "the text holds a NUL character: give a text file, and save UTF-16 with a byte order mark or as UTF-8");
      }
      boolean lone = Character.isSurrogate(c) && !isPair(chunk, i);
      boolean control = c < ' ' ? c != '\t' && c != '\n' && c != '\r' : c < 0xA0 && c != 0x85;
      if (lone || control || c >= 0xFFFE) {
        throw UnreadableException.error(chunk.spanAt(i), ProblemType.ENCODING,
            String.format(
                "the character U+%04X is not allowed in YAML: remove it, or write it as an escape in double quotes",
                (int) c));
      }
    }
  }

  private static boolean isPair(Chunk chunk, int i) {
    String text = chunk.text();
    return Character.isHighSurrogate(text.charAt(i))
        ? i + 1 < chunk.end() && Character.isLowSurrogate(text.charAt(i + 1))
        : i > chunk.start() && Character.isHighSurrogate(text.charAt(i - 1));
  }
}
