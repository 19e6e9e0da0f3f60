package dev.canreach.cli.options;

import java.util.ArrayList;
import java.util.List;

/** An option with a value that may be given several times. */
public final class Values implements Option {
  private final List<String> names;
  private final String label;
  private final String description;
  private final List<String> given = new ArrayList<>();

  Values(List<String> names, String label, String description) {
    this.names = List.copyOf(names);
    this.label = label;
    this.description = description;
  }

  @Override
  public List<String> names() {
    return names;
  }

  @Override
  public String description() {
    return description;
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
