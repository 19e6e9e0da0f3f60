package dev.canreach.cli.options;

import java.util.List;

/** An option without a value. */
public final class Flag implements Option {
  private final List<String> names;
  private final String description;
  private boolean set;

  Flag(List<String> names, String description) {
    this.names = List.copyOf(names);
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

  void set() {
    set = true;
  }

  /** Whether it was given. */
  public boolean isSet() {
    return set;
  }
}
