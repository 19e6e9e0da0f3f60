package dev.canreach.cli.options;

import java.util.List;

/** An option without a value. */
public final class Flag extends Argument {
  private boolean set;

  Flag(List<String> names, String description) {
    super(names, "", description);
  }

  /** Whether it was given. */
  public boolean isSet() {
    return set;
  }

  @Override
  void take(String name, String value) {
    set = true;
  }
}
