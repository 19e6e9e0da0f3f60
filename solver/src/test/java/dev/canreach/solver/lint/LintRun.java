package dev.canreach.solver.lint;

import dev.canreach.lint.LintInput;
import dev.canreach.lint.Linter;
import dev.canreach.lint.Rule;
import dev.canreach.lint.rules.Rules;
import dev.canreach.lower.Assumptions;
import dev.canreach.lower.Lowerings;
import dev.canreach.model.Network;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.ReadOptions;
import dev.canreach.resource.readers.Readers;
import dev.canreach.solver.smt.SmtProver;
import dev.canreach.source.Comment;
import dev.canreach.source.Diagnostics;
import dev.canreach.source.SourceReader;
import dev.canreach.source.SourceSet;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Everything that linting some manifests takes, as {@code check} does it. A comment {@code # assume: world=closed} in the manifests counts as the option.
 *
 * @param sources the text
 * @param input what the rules see
 * @param result what they report
 */
record LintRun(SourceSet sources, LintInput input, Linter.Result result) {

  private static final String ASSUME = "assume:";

  /** Lints files or folders with every rule. */
  static LintRun files(List<String> paths, SmtProver prover) {
    var diagnostics = new Diagnostics();
    return run(new SourceReader().read(paths, diagnostics), diagnostics, Rules.all(), prover);
  }

  /** Lints one text with some rules. */
  static LintRun text(String name, String yaml, List<Rule> rules, SmtProver prover) {
    var diagnostics = new Diagnostics();
    byte[] bytes = yaml.getBytes(StandardCharsets.UTF_8);
    return run(new SourceReader().read(name, bytes, diagnostics), diagnostics, rules, prover);
  }

  private static LintRun run(SourceSet sources, Diagnostics diagnostics, List<Rule> rules, SmtProver prover) {
    Inventory inventory = Readers.read(sources, diagnostics, ReadOptions.DEFAULT);
    List<String> assume = comments(sources).stream()
        .map(Comment::text)
        .filter(text -> text.startsWith(ASSUME))
        .map(text -> text.substring(ASSUME.length()).strip())
        .toList();
    Assumptions assumptions = Assumptions.parse(assume).assumptions();
    Network network = Lowerings.lower(inventory, assumptions, List.of());
    var input = new LintInput(inventory, network, diagnostics.sorted(),
        assumptions.world() == Assumptions.World.CLOSED);
    return new LintRun(sources, input, new Linter(rules).run(input, () -> prover));
  }

  /** The comments of all documents. */
  static List<Comment> comments(SourceSet sources) {
    return sources.documents().stream().flatMap(document -> document.comments().stream()).distinct().toList();
  }
}
