package dev.canreach.cli;

import dev.canreach.cli.options.Syntax;

/** `canreach completion`: a script that completes command lines. */
final class CompletionCommand implements Command {
  private final Terminal terminal;
  private final Syntax syntax = new Syntax("completion", "canreach completion",
      "A script that completes commands and options in bash and zsh.", """
          Examples:
            source <(canreach completion)
            canreach completion > ~/.canreach-completion
            canreach completion >> ~/.bashrc
          """);

  CompletionCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Syntax syntax() {
    return syntax;
  }

  @Override
  public int run() {
    terminal.out().print(Main.program(terminal).completion());
    terminal.out().flush();
    return Exit.YES;
  }
}
