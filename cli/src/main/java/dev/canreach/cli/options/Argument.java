package dev.canreach.cli.options;

import java.util.List;

/** Something that a command line may hold, and what it held. */
public abstract sealed class Argument permits Flag, Value, Values, Operand {
  private final List<String> names;
  private final String label;
  private final String description;

  /**
   * @param names how it is called, the short name first; empty for an operand
   * @param label what its value is called; empty where it takes none
   * @param description what it does
   */
  Argument(List<String> names, String label, String description) {
    this.names = List.copyOf(names);
    this.label = label;
    this.description = description;
  }

  final List<String> names() {
    return names;
  }

  final String label() {
    return label;
  }

  final String description() {
    return description;
  }

  /** Whether a value follows the name. */
  final boolean takesValue() {
    return !label.isEmpty();
  }

  /**
   * Takes one occurrence.
   *
   * @param name the name it was given by
   * @param value its value; empty where it takes none
   * @throws SyntaxException when it cannot be given again
   */
  abstract void take(String name, String value);
}
