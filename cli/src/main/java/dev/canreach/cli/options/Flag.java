package dev.canreach.cli.options;

import java.util.List;

/** An option without a value. */
public final class Flag extends Option {
  private boolean set;

  Flag(List<String> names, String description) {
    super(names, description);
  }

  void set() {
    set = true;
  }

  /** Whether it was given. */
  public boolean isSet() {
    return set;
  }
}
