package dev.canreach.cli.options;

import java.util.Comparator;
import java.util.List;

/** What stands on a command line after a name of its own. */
abstract sealed class Option permits Flag, Value, Values {
  private final List<String> names;
  private final String description;

  /**
   * @param names its names, of which there is at least one, with their dashes
   * @param description what it is for, as the help shows it
   */
  Option(List<String> names, String description) {
    this.names = List.copyOf(names);
    this.description = description;
  }

  List<String> names() {
    return names;
  }

  String description() {
    return description;
  }

  /** The name that messages call it by. */
  String longestName() {
    return names.stream().max(Comparator.comparingInt(String::length)).orElseThrow();
  }
}
