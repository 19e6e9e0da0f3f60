package dev.canreach.cli;

import dev.canreach.query.ProverLimitException;
import dev.canreach.query.Suggestions;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command `canreach`. */
@Command(name = "canreach", mixinStandardHelpOptions = true, versionProvider = Main.Version.class, description = "Answers \"can A reach B on port P?\" from manifests, with a packet or with what is in the way.", synopsisSubcommandLabel = "COMMAND", footer = {
  "", "Examples:", "  canreach query shop/frontend shop/api --port tcp/8080 -f testdata/demo",
  "  canreach map -f testdata/demo", "  canreach check testdata/demo", "",
  "Exit codes: 0 yes or clean, 1 no or findings, 2 usage, 3 nothing read, 4 unknown, 5 internal error"})
public final class Main implements Runnable {
  private final Terminal terminal;

  private Main(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Runs one command line and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  /**
   * Runs one command line within this process.
   *
   * @return the exit code
   */
  static int run(String... args) {
    WatchedOutput out = new WatchedOutput(new FileOutputStream(FileDescriptor.out));
    Terminal terminal = Terminal.ofProcess(out);
    int exit = run(terminal, args);
    out.problem().ifPresent(problem -> terminal.say("standard output cannot be written: " + problem));
    return out.problem().isPresent() ? Exit.USAGE : exit;
  }

  /** Runs one command line on a terminal. */
  static int run(Terminal terminal, String... args) {
    if (args.length == 1 && args[0].equals("--version")) {
      terminal.out().print(Version.line() + "\n");
      terminal.out().flush();
      return Exit.YES;
    }
    CommandLine line = commandLine(terminal, asked(terminal, args));
    try {
      return line.execute(args);
    } catch (OutOfMemoryError e) {
      terminal.say("the input needs more memory: allow it, for instance with `CANREACH_JAVA_OPTS=-Xmx4g`");
      return Exit.INTERNAL;
    } catch (StackOverflowError e) {
      terminal.say("internal error: the input is nested too deeply; please report it with the input");
      return Exit.INTERNAL;
    } finally {
      terminal.out().flush();
      terminal.err().flush();
    }
  }

  /** The whole command line. */
  static CommandLine commandLine(Terminal terminal) {
    return commandLine(terminal, everyCommand(terminal));
  }

  private static CommandLine commandLine(Terminal terminal, List<Object> commands) {
    CommandLine line = new CommandLine(new Main(terminal));
    for (Object command : commands) {
      line.addSubcommand(command);
    }
    line.setOut(terminal.out()).setErr(terminal.err()).setExpandAtFiles(false);
    line.setColorScheme(CommandLine.Help
        .defaultColorScheme(terminal.style().colour() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
    line.setUsageHelpWidth(Math.max(80, Math.min(120, terminal.style().width())));
    line.setParameterExceptionHandler((exception, args) -> refuse(terminal, exception));
    line.setExecutionExceptionHandler((exception, command, result) -> fail(terminal, exception));
    return line;
  }

  /** The command that is asked for: setting up the options of the others would take longer than many an answer. */
  private static List<Object> asked(Terminal terminal, String[] args) {
    return switch (args.length == 0 ? "" : args[0]) {
      case "query" -> List.of(new QueryCommand(terminal));
      case "map" -> List.of(new MapCommand(terminal));
      case "check" -> List.of(new CheckCommand(terminal));
      case "diff" -> List.of(new DiffCommand(terminal));
      case "serve" -> List.of(new ServeCommand(terminal));
      default -> everyCommand(terminal);
    };
  }

  private static List<Object> everyCommand(Terminal terminal) {
    return List.of(new QueryCommand(terminal), new MapCommand(terminal), new CheckCommand(terminal),
        new DiffCommand(terminal), new ComposeConfigCommand(terminal), new RulesCommand(terminal),
        new ExplainCommand(terminal), new ServeCommand(terminal), new CompletionCommand(terminal),
        new CommandLine.HelpCommand());
  }

  @Override
  public void run() {
    commandLine(terminal).usage(terminal.out());
  }

  private static int refuse(Terminal terminal, ParameterException exception) {
    String message = String.valueOf(exception.getMessage());
    terminal.say(exception instanceof UnmatchedArgumentException unmatched
        ? unmatched(unmatched)
        : message.isEmpty() ? "unknown option" : Character.toLowerCase(message.charAt(0)) + message.substring(1));
    terminal.say("`" + exception.getCommandLine().getCommandSpec().qualifiedName() + " --help` shows what it takes");
    return Exit.USAGE;
  }

  private static String unmatched(UnmatchedArgumentException exception) {
    String first = exception.getUnmatched().get(0);
    CommandLine command = exception.getCommandLine();
    if (exception.isUnknownOption()) {
      String name = first.contains("=") ? first.substring(0, first.indexOf('=')) : first;
      List<String> names = List.copyOf(command.getCommandSpec().optionsMap().keySet());
      return "there is no option `" + name + "`" + Suggestions.didYouMean(name, names);
    }
    Set<String> commands = command.getSubcommands().keySet();
    return commands.isEmpty()
        ? "`" + first + "` is one argument too many"
        : "there is no command `" + first + "`" + Suggestions.didYouMean(first, List.copyOf(commands));
  }

  private static int fail(Terminal terminal, Exception exception) {
    if (exception instanceof UsageException usage) {
      usage.problem().lines().forEach(terminal::say);
      return Exit.USAGE;
    }
    if (exception instanceof ProverLimitException limit) {
      terminal.say("no answer within the limits: " + limit.getMessage());
      return Exit.UNKNOWN;
    }
    terminal.say("internal error: this is a bug; please report it with what follows");
    exception.printStackTrace(terminal.err());
    return Exit.INTERNAL;
  }

  /** The version that the build wrote into the jar. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[]{line()};
    }

    static String line() {
      @Nullable
      String version = Main.class.getPackage().getImplementationVersion();
      return "canreach " + (version == null ? "(not packaged)" : version);
    }
  }
}
