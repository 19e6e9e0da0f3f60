package dev.canreach.cli.options;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.OptionSpec;

/** An option with a value that may be given several times. */
public final class Values {
  private final OptionSpec option;

  Values(OptionSpec option) {
    this.option = option;
  }

  /** The values in the order of the command line. */
  public List<String> texts() {
    @Nullable
    List<String> given = option.getValue();
    return given == null ? List.of() : List.copyOf(given);
  }
}
