package dev.canreach.cli;

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
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** `canreach check`: what is wrong with manifests. */
@Command(name = "check", sortOptions = false, customSynopsis = "canreach check [OPTIONS] PATH...", description = "What is wrong with the manifests, or hardly meant.", footer = {
  "", "Formats: text, json.   Exit: 0 clean, 1 findings, 2 usage, 3 nothing read, 4 unknown, 5 internal", "Examples:",
  "  canreach check testdata/demo", "  canreach check --fail-on warning testdata/demo",
  "  canreach check -o json=findings.json -o text testdata/demo"})
final class CheckCommand implements Callable<Integer> {
  private static final List<String> FORMATS = List.of("text", "json");

  private final Terminal terminal;

  @Mixin
  HelpOption help = new HelpOption();

  @Parameters(arity = "0..*", paramLabel = "PATH", description = "manifests: files, folders, patterns, or -")
  List<String> paths = new ArrayList<>();

  @Mixin
  InputOptions input = new InputOptions();

  @Mixin
  OutputOptions output = new OutputOptions();

  @Option(names = "--fail-on", paramLabel = "SEVERITY", defaultValue = "error", description = "error, warning, note or never: what makes the exit code 1 (default: ${DEFAULT-VALUE})")
  String failOn = "error";

  @Option(names = "--fail-on-unknown", description = "exit with 4 when the input holds something that could matter and is not understood")
  boolean failOnUnknown;

  @Option(names = "--intents", paramLabel = "FILE", description = "what is to be true: a file with intents, instead of those in .canreach.yaml")
  @Nullable
  String intents;

  @Option(names = "--today", paramLabel = "DAY", description = "the day that decides which exceptions of intents are over (default: today)")
  @Nullable
  LocalDate today;

  CheckCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    output.check(FORMATS);
    Set<Severity> failing = failing();
    Snapshot snapshot = input.load(terminal, paths);
    Configuration configuration = intents == null
        ? Configuration.nearest(terminal.directory())
        : Configuration.read(terminal.directory().resolve(intents));
    List<Finding> findings;
    List<Verdict> verdicts;
    try (Session session = snapshot.open()) {
      findings = session.check();
      verdicts = session.check(configuration.intents(), today == null ? LocalDate.now(ZoneId.systemDefault()) : today);
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
    return failOnUnknown && unknown ? Exit.UNKNOWN : Exit.YES;
  }

  /** The severities that fail. */
  private Set<Severity> failing() {
    return switch (failOn) {
      case "error" -> EnumSet.of(Severity.ERROR);
      case "warning" -> EnumSet.of(Severity.ERROR, Severity.WARNING);
      case "note" -> EnumSet.allOf(Severity.class);
      case "never" -> EnumSet.noneOf(Severity.class);
      default -> throw new UsageException("`--fail-on " + failOn + "` is unknown: write error, warning, note or never");
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
