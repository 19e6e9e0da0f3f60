package dev.canreach.cli.options;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands on a command line without the name of an option. */
public final class Operand {

  /** How many of them there may be. */
  enum Count {
    ONE, AT_MOST_ONE, ANY
  }

  private final Count count;
  private final String label;
  private final String description;
  private final List<String> given = new ArrayList<>();

  Operand(Count count, String label, String description) {
    this.count = count;
    this.label = label;
    this.description = description;
  }

  Count count() {
    return count;
  }

  /** What stands for it in the help. */
  String label() {
    return label;
  }

  /** What it is for, as the help shows it. */
  String description() {
    return description;
  }

  /** Whether it has room for one more word. */
  boolean isOpen() {
    return count == Count.ANY || given.isEmpty();
  }

  boolean isMissing() {
    return count == Count.ONE && given.isEmpty();
  }

  void add(String word) {
    given.add(word);
  }

  /** The first, or null when there is none. */
  public @Nullable String text() {
    return given.isEmpty() ? null : given.getFirst();
  }

  /** All of them in the order of the command line. */
  public List<String> texts() {
    return List.copyOf(given);
  }
}
