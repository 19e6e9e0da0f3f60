package dev.canreach.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** `canreach completion`: a script that completes command lines. */
@Command(name = "completion", customSynopsis = "canreach completion", description = "A script that completes commands and options in bash and zsh.", footer = {
  "", "Examples:", "  source <(canreach completion)", "  canreach completion > ~/.canreach-completion",
  "  canreach completion >> ~/.bashrc"})
final class CompletionCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin
  HelpOption help = new HelpOption();

  CompletionCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    terminal.out().print(AutoComplete.bash("canreach", Main.commandLine(terminal)));
    terminal.out().flush();
    return Exit.YES;
  }
}
