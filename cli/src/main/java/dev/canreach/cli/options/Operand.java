package dev.canreach.cli.options;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands on a command line without the name of an option. */
public final class Operand extends Argument {
  /** How many there are. */
  enum Count {
    ONE, ONE_OR_NONE, ANY
  }

  private final Count count;
  private final List<String> texts = new ArrayList<>();

  Operand(Count count, String label, String description) {
    super(List.of(), label, description);
    this.count = count;
  }

  /** The first, or null when there is none. */
  public @Nullable String text() {
    return texts.isEmpty() ? null : texts.getFirst();
  }

  /** All of them in the order of the command line. */
  public List<String> texts() {
    return List.copyOf(texts);
  }

  /** Whether it has room for one more. */
  boolean isOpen() {
    return count == Count.ANY || texts.isEmpty();
  }

  boolean isMissing() {
    return count == Count.ONE && texts.isEmpty();
  }

  /** The label as a synopsis shows it. */
  String shown() {
    return switch (count) {
      case ONE -> label();
      case ONE_OR_NONE -> "[" + label() + "]";
      case ANY -> "[" + label() + "...]";
    };
  }

  @Override
  void take(String name, String value) {
    texts.add(value);
  }
}
