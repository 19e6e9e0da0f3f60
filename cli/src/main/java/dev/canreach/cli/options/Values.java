package dev.canreach.cli.options;

import java.util.ArrayList;
import java.util.List;

/** An option with a value that may be given several times. */
public final class Values extends Option {
  private final String label;
  private final List<String> given = new ArrayList<>();

  Values(List<String> names, String label, String description) {
    super(names, description);
    this.label = label;
  }

  /** What stands for its value in the help. */
  String label() {
    return label;
  }

  void add(String value) {
    given.add(value);
  }

  /** The values in the order of the command line. */
  public List<String> texts() {
    return List.copyOf(given);
  }
}
