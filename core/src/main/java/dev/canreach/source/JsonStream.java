package dev.canreach.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The JSON values of a chunk, one after the other, with what is wrong between them. Behind a broken object reading goes on at the next line that opens one
 * in its first column.
 *
 * @param items the values and failures in source order
 */
record JsonStream(List<Item> items) {

  /** A value or a failure. */
  sealed interface Item {}

  /** A value that was read. */
  record Value(Node root) implements Item {

    Value {
      Objects.requireNonNull(root);
    }
  }

  /** Why a value could not be read. */
  record Failure(Diagnostic diagnostic) implements Item {

    Failure {
      Objects.requireNonNull(diagnostic);
    }
  }

  /** With more broken values than this the rest isn't worth a look; it is part of the last one. */
  private static final int MAX_FAILURES = 20;

  JsonStream {
    items = List.copyOf(items);
  }

  /**
   * Reads the values from the offset on, where the first begins.
   *
   * @param certain whether the text can't be anything but JSON; else reading ends when the first value is broken
   */
  static JsonStream read(Chunk chunk, int begin, boolean certain, SourceLimits limits, TextPool pool) {
    var items = new ArrayList<Item>();
    boolean objects = chunk.text().charAt(begin) == '{';
    int failures = 0;
    for (int offset = begin; offset >= 0;) {
      try {
        var composer = new JsonComposer(chunk, offset, limits, pool);
        for (Optional<Node> value = composer.next(); value.isPresent(); value = composer.next()) {
          items.add(new Value(value.get()));
        }
        offset = -1;
      } catch (UnreadableException e) {
        items.add(new Failure(e.diagnostic()));
        failures++;
        boolean goOn = objects && failures < MAX_FAILURES && (certain || failures < items.size());
        offset = goOn ? nextObject(chunk, e.diagnostic().span()) : -1;
      }
    }
    return new JsonStream(items);
  }

  boolean hasValue() {
    return items.stream().anyMatch(Value.class::isInstance);
  }

  /** Whether the text is not JSON: something else than a limit ended the reading of a value. */
  boolean isInvalid() {
    return items.stream()
        .anyMatch(item -> item instanceof Failure failure && failure.diagnostic().type().equals(ProblemType.SYNTAX));
  }

  private static int nextObject(Chunk chunk, Span after) {
    for (int offset = chunk.offsetOfLine(after.line() + 1); offset < chunk.end(); offset = chunk.nextLine(offset)) {
      if (chunk.text().charAt(offset) == '{') {
        return offset;
      }
    }
    return -1;
  }
}
