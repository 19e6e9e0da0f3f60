package dev.canreach.cli;

import dev.canreach.query.QuestionException;
import dev.canreach.query.Selection;
import dev.canreach.report.MapJson;
import dev.canreach.report.MapText;
import dev.canreach.solver.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** `canreach map`: who can reach whom on what. */
@Command(name = "map", sortOptions = false, customSynopsis = "canreach map [OPTIONS] -f PATH...", description = "Who can reach whom on what, as far as policies have a say.", footer = {
  "", "Formats: text, json, csv, md, dot, mermaid.   Exit: 0 done, 2 usage, 3 nothing read, 5 internal", "Examples:",
  "  canreach map -f testdata/demo", "  canreach map --from ns/shop --to internet -f testdata/demo",
  "  canreach map -o dot=map.dot -o text -f testdata/demo"})
final class MapCommand implements Callable<Integer> {
  private static final List<String> FORMATS = List.of("text", "json", "csv", "md", "dot", "mermaid");

  private final Terminal terminal;

  @Mixin
  HelpOption help = new HelpOption();

  @Parameters(arity = "0..*", paramLabel = "PATH", description = "more manifests")
  List<String> paths = new ArrayList<>();

  @Mixin
  InputOptions input = new InputOptions();

  @Mixin
  OutputOptions output = new OutputOptions();

  @Option(names = "--from", paramLabel = "FROM", description = "only connections that these ends open")
  @Nullable
  String from;

  @Option(names = "--to", paramLabel = "TO", description = "only connections to these ends")
  @Nullable
  String to;

  @Option(names = "--expand", description = "every pair on its own line, nothing merged")
  boolean expand;

  MapCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    output.check(FORMATS);
    Snapshot snapshot = input.load(terminal, paths);
    int state = input.complain(terminal, snapshot);
    if (state != Exit.YES) {
      return state;
    }
    Selection sources = select(snapshot, from);
    Selection destinations = select(snapshot, to);
    output.write(terminal, FORMATS, (format, out) -> {
      if (format.equals("json")) {
        new MapJson(snapshot.network(), sources, destinations).write(snapshot.coverage().line(), out);
        out.print("\n");
        return;
      }
      MapText map = new MapText(snapshot.network(), sources, destinations, expand);
      switch (format) {
        case "csv" -> map.writeCsv(out);
        case "md" -> map.writeMarkdown(out);
        case "dot" -> map.writeDot(out);
        case "mermaid" -> map.writeMermaid(out);
        default -> {
          map.writeText(out);
          out.print("\n" + snapshot.coverage().line() + "\n");
        }
      }
    });
    return Exit.YES;
  }

  private static Selection select(Snapshot snapshot, @Nullable String text) {
    if (text == null) {
      return Selection.ALL;
    }
    try {
      return snapshot.select(text);
    } catch (QuestionException e) {
      throw new UsageException(e.problem());
    }
  }
}
