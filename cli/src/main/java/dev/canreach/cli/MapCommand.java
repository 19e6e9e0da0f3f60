package dev.canreach.cli;

import dev.canreach.cli.options.Flag;
import dev.canreach.cli.options.Operand;
import dev.canreach.cli.options.Syntax;
import dev.canreach.cli.options.Value;
import dev.canreach.query.QuestionException;
import dev.canreach.query.Selection;
import dev.canreach.report.MapJson;
import dev.canreach.report.MapText;
import dev.canreach.solver.Session;
import dev.canreach.solver.Snapshot;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** `canreach map`: who can reach whom on what. */
final class MapCommand implements Command {
  private static final List<String> FORMATS = List.of("text", "json", "csv", "md", "dot", "mermaid");

  private final Terminal terminal;
  private final Syntax syntax = new Syntax("map", "canreach map [OPTIONS] -f PATH...",
      "Who can reach whom on what, as far as policies have a say.",
      """
          Formats: text, json, csv, md, dot, mermaid.   Exit: 0 done, 2 usage, 3 nothing read, 4 unknown, 5 internal error
          Examples:
            canreach map -f testdata/demo
            canreach map --from ns/shop --to internet -f testdata/demo
            canreach map -o dot=map.dot -o text -f testdata/demo
          """);
  private final Operand paths = syntax.operands("PATH", "more manifests");
  private final InputOptions input = new InputOptions(syntax);
  private final OutputOptions output = new OutputOptions(syntax);
  private final Value from = syntax.value("FROM", "only connections that these ends open", "--from");
  private final Value to = syntax.value("TO", "only connections to these ends", "--to");
  private final Flag expand = syntax.flag("every pair on its own line, nothing merged", "--expand");
  private final Flag crossCheck = syntax.flag(
      "ask all three interpreters about every pair, and fail where they disagree",
      "--cross-check");
  private final Function<Snapshot, Session> sessions;

  MapCommand(Terminal terminal) {
    this(terminal, Snapshot::open);
  }

  /**
   * @param sessions how a session is opened whose solver checks maps
   */
  MapCommand(Terminal terminal, Function<Snapshot, Session> sessions) {
    this.terminal = terminal;
    this.sessions = sessions;
  }

  @Override
  public Syntax syntax() {
    return syntax;
  }

  @Override
  public int run() {
    output.check(FORMATS);
    Snapshot snapshot = input.load(terminal, paths.texts());
    int state = input.complain(terminal, snapshot);
    if (state != Exit.YES) {
      return state;
    }
    Selection sources = select(snapshot, from.text());
    Selection destinations = select(snapshot, to.text());
    terminal.progress().begin("finding who can reach whom among " + snapshot.coverage().objects() + " objects");
    if (crossCheck.isSet()) {
      try (Session session = sessions.apply(snapshot)) {
        session.checkMap(sources, destinations);
      }
    }
    output.write(terminal, FORMATS, (format, out) -> {
      if (format.equals("json")) {
        new MapJson(snapshot.network(), sources, destinations).write(snapshot.warnings(), snapshot.coverage().line(),
            out);
        out.print("\n");
        return;
      }
      MapText map = new MapText(snapshot.network(), sources, destinations, expand.isSet());
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
