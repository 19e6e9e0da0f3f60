package dev.canreach.cli.options;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.PositionalParamSpec;

/** What stands on a command line without the name of an option. */
public final class Operand {
  private final PositionalParamSpec operand;

  Operand(PositionalParamSpec operand) {
    this.operand = operand;
  }

  /** The first, or null when there is none. */
  public @Nullable String text() {
    return texts().stream().findFirst().orElse(null);
  }

  /** All of them in the order of the command line. */
  public List<String> texts() {
    @Nullable
    List<String> given = operand.getValue();
    return given == null ? List.of() : List.copyOf(given);
  }
}
