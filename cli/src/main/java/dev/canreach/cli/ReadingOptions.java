package dev.canreach.cli;

import dev.canreach.cli.options.Flag;
import dev.canreach.cli.options.Syntax;
import dev.canreach.cli.options.Value;
import dev.canreach.cli.options.Values;
import dev.canreach.lower.Assumptions;
import dev.canreach.solver.Canreach;
import dev.canreach.solver.LoadOptions;
import dev.canreach.solver.Snapshot;
import dev.canreach.source.Diagnostic;
import dev.canreach.source.Severity;
import dev.canreach.source.SourceLimits;
import dev.canreach.source.SourceReader;
import java.util.ArrayList;
import java.util.List;

/** How manifests are read: the options that every command shares. */
class ReadingOptions {
  private static final String NAMESPACE = "default";

  private final Values assume;
  private final Value namespace;
  private final Flag strict;

  /** Adds the options to a command. */
  ReadingOptions(Syntax syntax) {
    assume = syntax.values("KEY=VALUE", "a fact that the input lacks, e.g. cni=calico; repeatable", "--assume");
    namespace = syntax.value("NAME", "namespace of objects without one (default: " + NAMESPACE + ")", "-n",
        "--namespace");
    strict = syntax.flag("stop when anything is unread or would be refused", "--strict");
  }

  /** Reads one input. */
  Snapshot read(Terminal terminal, List<String> paths) {
    terminal.progress().begin("reading manifests");
    SourceReader reader = new SourceReader(SourceLimits.DEFAULTS, terminal.directory(), terminal.in());
    return Canreach.load(reader, paths,
        new LoadOptions(namespace.or(NAMESPACE), strict.isSet(), assumptions(terminal)));
  }

  /** The assumptions of the nearest configuration file, then those of the command line, which win. */
  private Assumptions assumptions(Terminal terminal) {
    List<String> entries = new ArrayList<>(Configuration.nearest(terminal.directory()).assume());
    entries.addAll(assume.texts());
    Assumptions.Parsed parsed = Assumptions.parse(entries);
    if (!parsed.errors().isEmpty()) {
      throw new UsageException(String.join("\n", parsed.errors()));
    }
    return parsed.assumptions();
  }

  /**
   * Says what is wrong with the input: errors and what answers rest on in full, the rest as a count.
   *
   * @return {@link Exit#INCOMPLETE} when the input will not do, else {@link Exit#YES}
   */
  int complain(Terminal terminal, Snapshot snapshot) {
    long lesser = 0;
    for (Diagnostic diagnostic : snapshot.diagnostics()) {
      if (diagnostic.severity() == Severity.ERROR) {
        terminal.err().print(DiagnosticText.line(diagnostic) + "\n");
      } else {
        lesser++;
      }
    }
    for (String warning : snapshot.warnings()) {
      terminal.err().print(warning + "\n");
      lesser--;
    }
    if (lesser > 0) {
      terminal.err()
          .print("canreach: " + lesser + (lesser == 1 ? " warning or note" : " warnings and notes")
              + " about the input; `canreach check` shows them\n");
    }
    terminal.err().flush();
    return judge(terminal, snapshot);
  }

  /** Whether the input will do: something was read, and everything under `--strict`. */
  int judge(Terminal terminal, Snapshot snapshot) {
    if (snapshot.isEmpty()) {
      terminal.say("no object was read: name files or folders with manifests");
      return Exit.INCOMPLETE;
    }
    if (strict.isSet() && !snapshot.isComplete()) {
      terminal.say("the input is incomplete, and `--strict` does not go on without it");
      return Exit.INCOMPLETE;
    }
    return Exit.YES;
  }
}
