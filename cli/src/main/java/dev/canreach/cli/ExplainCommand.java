package dev.canreach.cli;

import dev.canreach.cli.options.Operand;
import dev.canreach.cli.options.Syntax;
import dev.canreach.lint.Rule;
import dev.canreach.lint.RulePages;
import dev.canreach.lint.rules.Rules;
import dev.canreach.query.Suggestions;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** `canreach explain`: what a rule means. */
final class ExplainCommand implements Command {
  private final Terminal terminal;
  private final Syntax syntax = new Syntax("explain", "canreach explain ID",
      "What a rule means, why it matters and what to do.", """
          Examples:
            canreach explain NP201
            canreach explain np305
            canreach rules
          """);
  private final Operand rule = syntax.operand("ID", "the id of a rule, such as NP201");

  ExplainCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Syntax syntax() {
    return syntax;
  }

  @Override
  public int run() {
    String id = Objects.requireNonNull(rule.text());
    Optional<Rule> found = Rules.find(id);
    if (found.isEmpty()) {
      List<String> ids = Rules.all().stream().map(each -> each.metadata().id()).toList();
      throw new UsageException(
          "there is no rule `" + id + "`" + Suggestions.didYouMean(id, ids) + "\n`canreach rules` lists them");
    }
    terminal.out().print(RulePages.render(found.get().metadata()));
    terminal.out().flush();
    return Exit.YES;
  }
}
