package dev.canreach.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the documents of one file's text. Every document that can't be read leaves a diagnostic and a place, and hides no other. */
final class TextReader {

  /** How many lines with tabs between their parts are read in one document; each makes it be parsed again. */
  private static final int MAX_REPAIRS = 50;

  private final String file;
  private final SourceLimits limits;
  private final TextPool pool;
  private final Diagnostics diagnostics;
  private final List<Document> documents = new ArrayList<>();
  private final List<UnreadDocument> unread = new ArrayList<>();
  private boolean templateReported;

  TextReader(String file, SourceLimits limits, TextPool pool, Diagnostics diagnostics) {
    this.file = file;
    this.limits = limits;
    this.pool = pool;
    this.diagnostics = diagnostics;
  }

  void read(byte[] bytes) {
    DecodedText decoded;
    try {
      decoded = DecodedText.of(file, bytes);
    } catch (UnreadableException e) {
      refuse(e.diagnostic());
      return;
    }
    for (Chunk chunk : Chunks.of(file, decoded)) {
      try {
        checkEncoding(chunk, decoded.faults());
        chunk(chunk);
      } catch (UnreadableException e) {
        refuse(explained(chunk, e.diagnostic()));
      }
    }
  }

  List<Document> documents() {
    return List.copyOf(documents);
  }

  List<UnreadDocument> unread() {
    return List.copyOf(unread);
  }

  /** Records that a document can't be read; of the templates in a file only the first is reported, as one command renders them all. */
  void refuse(Diagnostic diagnostic) {
    boolean template = diagnostic.type().equals(ProblemType.TEMPLATE);
    if (!template || !templateReported) {
      diagnostics.add(diagnostic);
    }
    templateReported |= template;
    unread.add(new UnreadDocument(diagnostic.span(), diagnostic.message()));
  }

  private void chunk(Chunk chunk) throws UnreadableException {
    int begin = contentStart(chunk);
    boolean jsonFile = file.endsWith(".json");
    if (begin == chunk.end() || !(jsonFile || chunk.text().charAt(begin) == '{' || chunk.text().charAt(begin) == '[')) {
      yaml(chunk);
      return;
    }
    JsonStream stream = JsonStream.read(chunk, begin, jsonFile, limits, pool);
    if (stream.isInvalid() && !jsonFile) {
      try {
        yaml(chunk);
        return;
      } catch (UnreadableException e) {
        if (!stream.hasValue()) {
          throw e;
        }
      }
    }
    for (JsonStream.Item item : stream.items()) {
      switch (item) {
        case JsonStream.Value value -> add(chunk, value.root(), List.of());
        case JsonStream.Failure failure -> refuse(explained(chunk, failure.diagnostic()));
      }
    }
  }

  /** The failure, or that the text is a template, when that is why. */
  private static Diagnostic explained(Chunk chunk, Diagnostic failure) {
    return failure.type().equals(ProblemType.SYNTAX)
        ? Templates.inBrokenText(chunk, failure.span()).orElse(failure)
        : failure;
  }

  private void yaml(Chunk chunk) throws UnreadableException {
    checkPrintable(chunk);
    Chunk current = chunk;
    for (int repairs = 0;; repairs++) {
      try {
        Optional<YamlComposer.Tree> tree = new YamlComposer(current, limits, pool, diagnostics).compose();
        if (tree.isPresent()) {
          add(chunk, tree.get().root(), tree.get().comments());
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

  private void add(Chunk chunk, Node root, List<Comment> comments) {
    Optional<Diagnostic> template = Templates.inTree(chunk, root, comments);
    if (template.isPresent()) {
      refuse(template.get());
    } else if (root instanceof ScalarNode scalar) {
      refuse(new Diagnostic(Severity.ERROR, scalar.span(), ProblemType.DOCUMENT,
          "the document is a single value, not an object: write `key: value` lines"));
    } else {
      documents.add(new Document(root, file, documents.size() + unread.size(), comments));
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
