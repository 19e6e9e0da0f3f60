package dev.canreach.cli;

import dev.canreach.cli.options.Syntax;
import dev.canreach.lint.Rule;
import dev.canreach.lint.RuleMetadata;
import dev.canreach.lint.rules.Rules;
import java.util.Locale;

/** `canreach rules`: the catalogue. */
final class RulesCommand implements Command {
  private final Terminal terminal;
  private final Syntax syntax = new Syntax("rules", "canreach rules",
      "The rules of `canreach check`.", """
          Examples:
            canreach rules
            canreach rules | grep error
            canreach explain NP201
          """);

  RulesCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Syntax syntax() {
    return syntax;
  }

  @Override
  public int run() {
    for (Rule rule : Rules.all()) {
      RuleMetadata metadata = rule.metadata();
      String severity = metadata.severity().name().toLowerCase(Locale.ROOT);
      terminal.out()
          .print(metadata.id() + "  " + severity + " ".repeat(Math.max(0, 9 - severity.length())) + metadata.summary()
              + "\n");
    }
    terminal.out().flush();
    return Exit.YES;
  }
}
