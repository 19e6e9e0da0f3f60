package dev.canreach.cli;

import dev.canreach.diff.Difference;
import dev.canreach.diff.NetworkDiff;
import dev.canreach.report.DiffJson;
import dev.canreach.report.DiffText;
import dev.canreach.solver.Snapshot;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** `canreach diff`: what a change opens and closes. */
@Command(name = "diff", sortOptions = false, customSynopsis = "canreach diff [OPTIONS] OLD NEW", description = "What a change opens and closes, as far as policies have a say, with a packet for each.", footer = {
  "", "Formats: text, json, md.   Exit: 0 no difference, 1 differences, 2 usage, 3 nothing read, 4 unknown, 5 internal",
  "Examples:", "  canreach diff main/ branch/", "  git show HEAD:policies.yaml | canreach diff - policies.yaml",
  "  canreach diff -o md=comment.md -o text main/ branch/"})
final class DiffCommand implements Callable<Integer> {
  private static final List<String> FORMATS = List.of("text", "json", "md");

  private final Terminal terminal;

  @Mixin
  HelpOption help = new HelpOption();

  @Parameters(index = "0", paramLabel = "OLD", description = "manifests before the change: file, folder, pattern, or -")
  String old = "";

  @Parameters(index = "1", paramLabel = "NEW", description = "manifests after it")
  String changed = "";

  @Mixin
  ReadingOptions reading = new ReadingOptions();

  @Mixin
  OutputOptions output = new OutputOptions();

  DiffCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    output.check(FORMATS);
    if (old.equals("-") && changed.equals("-")) {
      throw new UsageException("standard input can be read once: name a file or folder for one of the two");
    }
    Snapshot before = reading.read(terminal, List.of(old));
    Snapshot after = reading.read(terminal, List.of(changed));
    int state = Math.max(reading.complain(terminal, before), reading.complain(terminal, after));
    if (state != Exit.YES) {
      return state;
    }
    Difference difference = NetworkDiff.between(before.network(), after.network());
    String oldCoverage = before.coverage().line();
    String newCoverage = after.coverage().line();
    output.write(terminal, FORMATS, (format, out) -> {
      switch (format) {
        case "json" -> {
          DiffJson.write(difference, oldCoverage, newCoverage, out);
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
