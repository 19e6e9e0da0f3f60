package dev.canreach.cli.options;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * What a command takes as picocli sees it, which lays out the help and writes the completion. Only those load picocli:
 * its classes take longer than many an answer.
 */
final class HelpModel {
  private HelpModel() {}

  /** The model of a command. */
  static CommandLine of(Syntax syntax) {
    CommandSpec command = CommandSpec.create().name(syntax.name());
    command.usageMessage()
        .customSynopsis(syntax.synopsis())
        .description(syntax.description())
        .footer(footer(syntax.footer()))
        .sortOptions(false);
    for (Option option : syntax.options()) {
      command.addOption(option(option));
    }
    int index = 0;
    for (Operand operand : syntax.operands()) {
      command.addPositional(operand(operand, index++));
    }
    return new CommandLine(command);
  }

  /** The help of a model, so many columns wide. */
  static String help(CommandLine line, int width) {
    return line.setUsageHelpWidth(width).getUsageMessage(CommandLine.Help.Ansi.OFF);
  }

  /** The lines of a footer, which an empty one keeps apart from what is above. */
  static String[] footer(String text) {
    return ("\n" + text.stripTrailing()).split("\n", -1);
  }

  private static OptionSpec option(Option option) {
    OptionSpec.Builder spec = OptionSpec.builder(option.names().toArray(String[]::new))
        .description(option.description());
    return switch (option) {
      case Flag flag -> spec.type(boolean.class).arity("0").build();
      case Value value -> spec.type(String.class).paramLabel(value.label()).build();
      case Values values ->
          spec.type(List.class).auxiliaryTypes(String.class).paramLabel(values.label()).build();
    };
  }

  private static PositionalParamSpec operand(Operand operand, int index) {
    PositionalParamSpec.Builder spec = PositionalParamSpec.builder()
        .type(List.class)
        .auxiliaryTypes(String.class)
        .paramLabel(operand.label())
        .description(operand.description());
    return switch (operand.count()) {
      case ONE -> spec.arity("1").index(String.valueOf(index)).required(true).build();
      case AT_MOST_ONE -> spec.arity("0..1").index(String.valueOf(index)).required(false).build();
      case ANY -> spec.arity("0..*").index(index + "..*").required(false).build();
    };
  }
}
