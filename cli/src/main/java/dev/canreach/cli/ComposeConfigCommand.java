package dev.canreach.cli;

import dev.canreach.report.ComposeJson;
import dev.canreach.resource.compose.ComposeProject;
import dev.canreach.solver.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** `canreach compose-config`: Compose files as they are understood. */
@Command(name = "compose-config", sortOptions = false, customSynopsis = "canreach compose-config [OPTIONS] -f FILE...", description = "Prints the project that Compose files make, merged, interpolated and in long form, as JSON.", footer = {
  "", "Exit: 0 done, 2 usage, 3 nothing read, 5 internal", "Examples:",
  "  canreach compose-config -f compose.yaml -f compose.override.yaml",
  "  canreach compose-config -f compose.yaml --assume env.PORT=8080"})
final class ComposeConfigCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin
  HelpOption help = new HelpOption();

  @Parameters(arity = "0..*", paramLabel = "FILE", description = "more files")
  List<String> paths = new ArrayList<>();

  @Mixin
  InputOptions input = new InputOptions();

  ComposeConfigCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Snapshot snapshot = input.load(terminal, paths);
    int state = input.complain(terminal, snapshot);
    if (state != Exit.YES) {
      return state;
    }
    List<ComposeProject> projects = snapshot.inventory().all(ComposeProject.class);
    if (projects.isEmpty()) {
      terminal.say("no Compose file was read: name one with `-f FILE`");
      return Exit.INCOMPLETE;
    }
    ComposeJson.write(projects, terminal.out());
    terminal.out().print("\n");
    return Exit.YES;
  }
}
