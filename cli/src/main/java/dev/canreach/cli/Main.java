package dev.canreach.cli;

import dev.canreach.cli.options.Program;
import dev.canreach.cli.options.SyntaxException;
import dev.canreach.query.ProverLimitException;
import dev.canreach.query.Suggestions;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The command `canreach`. */
public final class Main {
  private static final List<String> COMMANDS = List.of("query", "map", "check", "diff", "compose-config", "rules",
      "explain", "serve", "completion");
  private static final String DESCRIPTION = "Answers \"can A reach B on port P?\" from manifests, with a packet or with what is in the way.";
  private static final String FOOTER = """
      `canreach COMMAND --help` shows what a command takes; `canreach --version` shows the version.
      Examples:
        canreach query shop/frontend shop/api --port tcp/8080 -f testdata/demo
        canreach map -f testdata/demo
        canreach check testdata/demo

      Exit codes: 0 yes or clean, 1 no or findings, 2 usage, 3 nothing read, 4 unknown, 5 internal error
      """;

  private Main() {}

  /** Runs one command line and ends the process with its exit code. */
  public static void main(String[] args) {
    int exit = run(args);
    // With 0 the process ends by itself, as nothing is left to run: an explicit exit sets up logging first.
    if (exit != Exit.YES) {
      System.exit(exit);
    }
  }

  /**
   * Runs one command line within this process.
   *
   * @return the exit code
   */
  static int run(String... args) {
    Progress progress = Terminal.progressOfProcess();
    WatchedOutput out = new WatchedOutput(new FileOutputStream(FileDescriptor.out), progress);
    Terminal terminal = Terminal.ofProcess(out, progress);
    int exit = run(terminal, args);
    progress.end();
    out.problem().ifPresent(problem -> terminal.say("standard output cannot be written: " + problem));
    return out.problem().isPresent() ? Exit.USAGE : exit;
  }

  /** Runs one command line on a terminal. */
  static int run(Terminal terminal, String... args) {
    return reported(terminal, () -> dispatch(terminal, List.of(args)));
  }

  /** Something that ends with an exit code. */
  interface Task {
    /** Does it. */
    int run() throws InterruptedException;
  }

  /** Runs a task; whatever goes wrong becomes words and an exit code. */
  static int reported(Terminal terminal, Task task) {
    try {
      return task.run();
    } catch (UsageException e) {
      e.problem().lines().forEach(terminal::say);
      return Exit.USAGE;
    } catch (ProverLimitException e) {
      terminal.say("no answer within the limits: " + e.getMessage());
      return Exit.UNKNOWN;
    } catch (OutOfMemoryError e) {
      terminal.say("the input needs more memory: allow it, for instance with `CANREACH_JAVA_OPTS=-Xmx4g`");
      return Exit.INTERNAL;
    } catch (StackOverflowError e) {
      terminal.say("internal error: the input is nested too deeply; please report it with the input");
      return Exit.INTERNAL;
    } catch (InterruptedException | RuntimeException e) {
      terminal.say("internal error: this is a bug; please report it with what follows");
      e.printStackTrace(terminal.err());
      return Exit.INTERNAL;
    } finally {
      terminal.out().flush();
      terminal.err().flush();
    }
  }

  private static int dispatch(Terminal terminal, List<String> args) throws InterruptedException {
    String first = args.isEmpty() ? "--help" : args.getFirst();
    List<String> rest = args.isEmpty() ? List.of() : args.subList(1, args.size());
    return switch (first) {
      case "--version", "-V" -> print(terminal, version() + "\n");
      case "--help", "-h" -> print(terminal, program(terminal).help(width(terminal)));
      case "help" -> dispatch(terminal, rest.isEmpty() ? rest : List.of(rest.getFirst(), "--help"));
      default -> run(terminal, first, rest);
    };
  }

  private static int print(Terminal terminal, String text) {
    terminal.out().print(text);
    return Exit.YES;
  }

  private static int run(Terminal terminal, String name, List<String> words) throws InterruptedException {
    Command command = command(terminal, name);
    if (command == null) {
      String what = name.startsWith("-") ? "option" : "command";
      List<String> choices = name.startsWith("-") ? List.of("--help", "--version") : COMMANDS;
      terminal.say("there is no " + what + " `" + name + "`" + Suggestions.didYouMean(name, choices));
      terminal.say("`canreach --help` shows what it takes");
      return Exit.USAGE;
    }
    try {
      if (!command.syntax().read(words)) {
        return print(terminal, command.syntax().help(width(terminal)));
      }
      return command.run();
    } catch (SyntaxException e) {
      terminal.say(e.problem());
      terminal.say("`canreach " + name + " --help` shows what it takes");
      return Exit.USAGE;
    }
  }

  /** The program with all its commands: setting them all up takes longer than many an answer. */
  static Program program(Terminal terminal) {
    return new Program("canreach", DESCRIPTION, FOOTER, COMMANDS.stream()
        .map(name -> command(terminal, name))
        .filter(Objects::nonNull)
        .map(Command::syntax)
        .toList());
  }

  private static @Nullable Command command(Terminal terminal, String name) {
    return switch (name) {
      case "query" -> new QueryCommand(terminal);
      case "map" -> new MapCommand(terminal);
      case "check" -> new CheckCommand(terminal);
      case "diff" -> new DiffCommand(terminal);
      case "compose-config" -> new ComposeConfigCommand(terminal);
      case "rules" -> new RulesCommand(terminal);
      case "explain" -> new ExplainCommand(terminal);
      case "serve" -> new ServeCommand(terminal);
      case "completion" -> new CompletionCommand(terminal);
      default -> null;
    };
  }

  private static int width(Terminal terminal) {
    return Math.max(80, Math.min(120, terminal.style().width()));
  }

  /** The version that the build wrote into the jar. */
  private static String version() {
    @Nullable
    String version = Main.class.getPackage().getImplementationVersion();
    return "canreach " + (version == null ? "(not packaged)" : version);
  }
}
