package dev.canreach.cli;

import dev.canreach.lint.Rule;
import dev.canreach.lint.RuleMetadata;
import dev.canreach.lint.rules.Rules;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** `canreach rules`: the catalogue. */
@Command(name = "rules", customSynopsis = "canreach rules", description = "The rules of `canreach check`.", footer = {
  "",
  "Examples:", "  canreach rules", "  canreach rules | grep error", "  canreach explain NP201"})
final class RulesCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin
  HelpOption help = new HelpOption();

  RulesCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
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
