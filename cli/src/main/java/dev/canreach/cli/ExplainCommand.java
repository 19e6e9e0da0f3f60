package dev.canreach.cli;

import dev.canreach.lint.Rule;
import dev.canreach.lint.RulePages;
import dev.canreach.lint.rules.Rules;
import dev.canreach.query.Suggestions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** `canreach explain`: what a rule means. */
@Command(name = "explain", customSynopsis = "canreach explain ID", description = "What a rule means, why it matters and what to do.", footer = {
  "", "Examples:", "  canreach explain NP201", "  canreach explain np305", "  canreach rules"})
final class ExplainCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin
  HelpOption help = new HelpOption();

  @Parameters(index = "0", paramLabel = "ID", description = "the id of a rule, such as NP201")
  String id = "";

  ExplainCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Optional<Rule> rule = Rules.find(id);
    if (rule.isEmpty()) {
      List<String> ids = Rules.all().stream().map(each -> each.metadata().id()).toList();
      throw new UsageException(
          "there is no rule `" + id + "`" + Suggestions.didYouMean(id, ids) + "\n`canreach rules` lists them");
    }
    terminal.out().print(RulePages.render(rule.get().metadata()));
    terminal.out().flush();
    return Exit.YES;
  }
}
