package dev.canreach.cli;

import dev.canreach.cli.options.Flag;
import dev.canreach.cli.options.Operand;
import dev.canreach.cli.options.Syntax;
import dev.canreach.cli.options.Value;
import dev.canreach.intent.Verdict;
import dev.canreach.lint.Finding;
import dev.canreach.report.CheckJson;
import dev.canreach.report.CheckText;
import dev.canreach.report.IntentText;
import dev.canreach.solver.Session;
import dev.canreach.solver.Snapshot;
import dev.canreach.source.Diagnostic;
import dev.canreach.source.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** `canreach check`: what is wrong with manifests. */
final class CheckCommand implements Command {
  private static final List<String> FORMATS = List.of("text", "json");

  private final Terminal terminal;
  private final Syntax syntax = new Syntax("check", "canreach check [OPTIONS] PATH...",
      "What is wrong with the manifests, or hardly meant.", """
          Formats: text, json.   Exit: 0 clean, 1 findings, 2 usage, 3 nothing read, 4 unknown, 5 internal
          Examples:
            canreach check testdata/demo
            canreach check --fail-on warning testdata/demo
            canreach check -o json=findings.json -o text testdata/demo
          """);
  private final Operand paths = syntax.operands("PATH", "manifests: files, folders, patterns, or -");
  private final InputOptions input = new InputOptions(syntax);
  private final OutputOptions output = new OutputOptions(syntax);
  private final Value failOn = syntax.value("SEVERITY",
      "error, warning, note or never: what makes the exit code 1 (default: error)", "--fail-on");
  private final Flag failOnUnknown = syntax
      .flag("exit with 4 when the input holds something that could matter and is not understood", "--fail-on-unknown");
  private final Value intents = syntax.value("FILE",
      "what is to be true: a file with intents, instead of those in .canreach.yaml", "--intents");
  private final Value today = syntax.value("DAY",
      "the day that decides which exceptions of intents are over (default: today)", "--today");

  CheckCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Syntax syntax() {
    return syntax;
  }

  @Override
  public int run() {
    output.check(FORMATS);
    Set<Severity> failing = failing();
    LocalDate day = day();
    Snapshot snapshot = input.load(terminal, paths.texts());
    String file = intents.text();
    Configuration configuration = file == null
        ? Configuration.nearest(terminal.directory())
        : Configuration.read(terminal.directory().resolve(file));
    List<Finding> findings;
    List<Verdict> verdicts;
    terminal.progress().begin("checking " + snapshot.coverage().objects() + " objects");
    try (Session session = snapshot.open()) {
      findings = session.check();
      verdicts = session.check(configuration.intents(), day);
    }
    List<Diagnostic> diagnostics = snapshot.diagnostics();
    String coverage = snapshot.coverage().line();
    output.write(terminal, FORMATS, (format, out) -> {
      if (format.equals("json")) {
        CheckJson.write(diagnostics, findings, verdicts, coverage, out);
        out.print("\n");
      } else {
        out.print(new IntentText(terminal.style()).render(verdicts));
        out.print(new CheckText(terminal.style(), new Lines(terminal.directory())::line).render(diagnostics, findings,
            coverage));
      }
    });
    int state = input.judge(terminal, snapshot);
    if (state != Exit.YES) {
      return state;
    }
    boolean failed = diagnostics.stream().map(Diagnostic::severity).anyMatch(failing::contains)
        || findings.stream().map(Finding::severity).anyMatch(failing::contains)
        || verdicts.stream().flatMap(verdict -> verdict.severity().stream()).anyMatch(failing::contains);
    if (failed) {
      return Exit.NO;
    }
    boolean unproven = verdicts.stream().anyMatch(verdict -> verdict.outcome() == Verdict.Outcome.UNPROVEN);
    boolean unknown = unproven || !snapshot.coverage().notUnderstood().isEmpty() || snapshot.coverage().unread() > 0;
    return failOnUnknown.isSet() && unknown ? Exit.UNKNOWN : Exit.YES;
  }

  private LocalDate day() {
    String text = today.text();
    try {
      return text == null ? LocalDate.now(ZoneId.systemDefault()) : LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw new UsageException("`--today " + text + "` is no day: write it like `2026-01-31`");
    }
  }

  /** The severities that fail. */
  private Set<Severity> failing() {
    String least = failOn.or("error");
    return switch (least) {
      case "error" -> EnumSet.of(Severity.ERROR);
      case "warning" -> EnumSet.of(Severity.ERROR, Severity.WARNING);
      case "note" -> EnumSet.allOf(Severity.class);
      case "never" -> EnumSet.noneOf(Severity.class);
      default -> throw new UsageException("`--fail-on " + least + "` is unknown: write error, warning, note or never");
    };
  }

  /** Lines of the files that findings are about, read again when they are shown. */
  private static final class Lines {
    private final Path directory;
    private final Map<String, List<String>> files = new HashMap<>();

    Lines(Path directory) {
      this.directory = directory;
    }

    String line(String file, int number) {
      List<String> lines = files.computeIfAbsent(file, this::read);
      return number <= lines.size() ? lines.get(number - 1) : "";
    }

    private List<String> read(String file) {
      try {
        Path path = directory.resolve(file);
        return Files.isRegularFile(path) ? Files.readAllLines(path) : List.of();
      } catch (IOException | java.nio.file.InvalidPathException e) {
        return List.of();
      }
    }
  }
}
