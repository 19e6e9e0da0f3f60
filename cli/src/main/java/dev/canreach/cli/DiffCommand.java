package dev.canreach.cli;

import dev.canreach.cli.options.Operand;
import dev.canreach.cli.options.Syntax;
import dev.canreach.diff.Difference;
import dev.canreach.diff.NetworkDiff;
import dev.canreach.report.DiffJson;
import dev.canreach.report.DiffText;
import dev.canreach.solver.Snapshot;
import java.util.List;

/** `canreach diff`: what a change opens and closes. */
final class DiffCommand implements Command {
  private static final List<String> STANDARD_INPUT = List.of("-");
  private static final List<String> FORMATS = List.of("text", "json", "md");

  private final Terminal terminal;
  private final Syntax syntax = new Syntax("diff", "canreach diff [OPTIONS] OLD NEW",
      "What a change opens and closes, as far as policies have a say, with a packet for each.",
      """
          Formats: text, json, md.   Exit: 0 no difference, 1 differences, 2 usage, 3 nothing read, 4 unknown, 5 internal
          Examples:
            canreach diff main/ branch/
            git show HEAD:policies.yaml | canreach diff - policies.yaml
            canreach diff -o md=comment.md -o text main/ branch/
          """);
  private final Operand old = syntax.operand("OLD", "manifests before the change: file, folder, pattern, or -");
  private final Operand changed = syntax.operand("NEW", "manifests after it");
  private final ReadingOptions reading = new ReadingOptions(syntax);
  private final OutputOptions output = new OutputOptions(syntax);

  DiffCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Syntax syntax() {
    return syntax;
  }

  @Override
  public int run() {
    output.check(FORMATS);
    if (old.texts().equals(STANDARD_INPUT) && changed.texts().equals(STANDARD_INPUT)) {
      throw new UsageException("standard input can be read once: name a file or folder for one of the two");
    }
    Snapshot before = reading.read(terminal, old.texts());
    Snapshot after = reading.read(terminal, changed.texts());
    int state = Math.max(reading.complain(terminal, before), reading.complain(terminal, after));
    if (state != Exit.YES) {
      return state;
    }
    terminal.progress()
        .begin("comparing " + before.coverage().objects() + " objects with "
            + after.coverage().objects());
    Difference difference = NetworkDiff.between(before.network(), after.network());
    String oldCoverage = before.coverage().line();
    String newCoverage = after.coverage().line();
    output.write(terminal, FORMATS, (format, out) -> {
      switch (format) {
        case "json" -> {
          DiffJson.write(difference, before.warningsWith(after), oldCoverage, newCoverage, out);
          out.print("\n");
        }
        case "md" -> out.print(new DiffText(difference, terminal.style()).markdown());
        default -> out.print(new DiffText(difference, terminal.style()).text(oldCoverage, newCoverage));
      }
    });
    if (difference.isChange()) {
      return Exit.NO;
    }
    return difference.isUndecided() ? Exit.UNKNOWN : Exit.YES;
  }
}
