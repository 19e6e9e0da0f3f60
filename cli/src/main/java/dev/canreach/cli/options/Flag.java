package dev.canreach.cli.options;

import picocli.CommandLine.Model.OptionSpec;

/** An option without a value. */
public final class Flag {
  private final OptionSpec option;

  Flag(OptionSpec option) {
    this.option = option;
  }

  /** Whether it was given. */
  public boolean isSet() {
    return Boolean.TRUE.equals(option.getValue());
  }
}
