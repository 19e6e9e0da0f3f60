package dev.canreach.cli.options;

import java.util.Comparator;
import java.util.List;

/** What stands on a command line after a name of its own. */
sealed interface Option permits Flag, Value, Values {
  /** Its names, of which there is at least one, with their dashes. */
  List<String> names();

  /** What it is for, as the help shows it. */
  String description();

  /** The name that messages call it by. */
  default String longestName() {
    return names().stream().max(Comparator.comparingInt(String::length)).orElseThrow();
  }
}
