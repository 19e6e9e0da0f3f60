package dev.canreach.cli;

import dev.canreach.cli.options.Operand;
import dev.canreach.cli.options.Syntax;
import dev.canreach.report.ComposeJson;
import dev.canreach.resource.compose.ComposeProject;
import dev.canreach.solver.Snapshot;
import java.util.List;

/** `canreach compose-config`: Compose files as they are understood. */
final class ComposeConfigCommand implements Command {
  private final Terminal terminal;
  private final Syntax syntax = new Syntax("compose-config", "canreach compose-config [OPTIONS] -f FILE...",
      "Prints the project that Compose files make, merged, interpolated and in long form, as JSON.", """
          Exit: 0 done, 2 usage, 3 nothing read, 5 internal
          Examples:
            canreach compose-config -f compose.yaml -f compose.override.yaml
            canreach compose-config -f compose.yaml --assume env.PORT=8080
          """);
  private final Operand paths = syntax.operands("FILE", "more files");
  private final InputOptions input = new InputOptions(syntax);

  ComposeConfigCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Syntax syntax() {
    return syntax;
  }

  @Override
  public int run() {
    Snapshot snapshot = input.load(terminal, paths.texts());
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
