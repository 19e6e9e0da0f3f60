package dev.canreach.cli.options;

import java.util.List;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** A program of several commands: what it shows, and how shells complete it. */
public final class Program {
  private final CommandLine line;

  /**
   * @param name its name
   * @param description what it does, in one sentence
   * @param footer what stands under its commands in the help
   * @param commands what each of its commands takes
   */
  public Program(String name, String description, String footer, List<Syntax> commands) {
    CommandSpec program = CommandSpec.create().name(name).mixinStandardHelpOptions(true);
    program.usageMessage()
        .description(description)
        .synopsisSubcommandLabel("COMMAND")
        .footer(HelpModel.footer(footer));
    line = new CommandLine(program);
    commands.forEach(command -> line.addSubcommand(command.name(), HelpModel.of(command)));
    line.addSubcommand(new CommandLine.HelpCommand());
  }

  /** Its help, so many columns wide. */
  public String help(int width) {
    return HelpModel.help(line, width);
  }

  /** A script that completes its command lines in bash and zsh. */
  public String completion() {
    return AutoComplete.bash(line.getCommandName(), line);
  }
}
