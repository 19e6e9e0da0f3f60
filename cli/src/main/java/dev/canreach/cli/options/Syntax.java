package dev.canreach.cli.options;

import dev.canreach.query.Suggestions;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * What a command takes. The command asks for its options and operands in the order in which its help shows them; they
 * have their values once the command line has been read. Commands say what they take in code, since reading annotations
 * would take longer than many an answer.
 */
public final class Syntax {
  private final CommandSpec command = CommandSpec.create();
  private final CommandLine line = new CommandLine(command).setExpandAtFiles(false);
  private int operands;

  /**
   * @param name the name of the command
   * @param synopsis one line that shows how it is written
   * @param description what it does, in one sentence
   * @param footer what stands under its options in the help
   */
  public Syntax(String name, String synopsis, String description, String footer) {
    command.name(name);
    command.usageMessage()
        .customSynopsis(synopsis)
        .description(description)
        .footer(("\n" + footer.stripTrailing()).split("\n", -1))
        .sortOptions(false);
    command.addOption(
        OptionSpec.builder("-h", "--help").type(boolean.class).usageHelp(true).description("show this").build());
  }

  /** The name of the command. */
  public String name() {
    return command.name();
  }

  /** An option without a value. */
  public Flag flag(String text, String... names) {
    return new Flag(add(OptionSpec.builder(names).type(boolean.class).arity("0").description(text)));
  }

  /** An option with one value. */
  public Value value(String label, String text, String... names) {
    return new Value(add(OptionSpec.builder(names).type(String.class).paramLabel(label).description(text)));
  }

  /** An option with a value that may be given several times. */
  public Values values(String label, String text, String... names) {
    return new Values(add(OptionSpec.builder(names)
        .type(List.class)
        .auxiliaryTypes(String.class)
        .paramLabel(label)
        .description(text)));
  }

  /** An operand that must be there. */
  public Operand operand(String label, String text) {
    return operand(label, text, "1", String.valueOf(operands));
  }

  /** An operand that may be left out. */
  public Operand optionalOperand(String label, String text) {
    return operand(label, text, "0..1", String.valueOf(operands));
  }

  /** Any number of operands. */
  public Operand operands(String label, String text) {
    return operand(label, text, "0..*", operands + "..*");
  }

  private OptionSpec add(OptionSpec.Builder option) {
    OptionSpec built = option.build();
    command.addOption(built);
    return built;
  }

  private Operand operand(String label, String text, String arity, String index) {
    PositionalParamSpec built = PositionalParamSpec.builder()
        .type(List.class)
        .auxiliaryTypes(String.class)
        .paramLabel(label)
        .description(text)
        .arity(arity)
        .index(index)
        .required(arity.equals("1"))
        .build();
    command.addPositional(built);
    operands++;
    return new Operand(built);
  }

  /** What it takes, for a program that has it among its commands. */
  CommandLine line() {
    return line;
  }

  /** Its help, so many columns wide. */
  public String help(int width) {
    return line.setUsageHelpWidth(width).getUsageMessage(CommandLine.Help.Ansi.OFF);
  }

  /**
   * Reads a command line: `--name VALUE`, `--name=VALUE`, `-n VALUE`, `-nVALUE`; `--` ends the options, and `-` alone is
   * none.
   *
   * @param words what follows the name of the command
   * @return whether the command shall run; false when help was asked for
   * @throws SyntaxException when the command does not take this
   */
  public boolean read(List<String> words) {
    try {
      return !line.parseArgs(words.toArray(String[]::new)).isUsageHelpRequested();
    } catch (ParameterException e) {
      throw new SyntaxException(problem(e));
    }
  }

  private String problem(ParameterException problem) {
    return switch (problem) {
      case UnmatchedArgumentException unmatched -> unmatched(unmatched);
      case MissingParameterException missing -> missing(missing.getMissing().get(0));
      case OverwrittenOptionException twice ->
          "`" + ((OptionSpec) twice.getOverwritten()).longestName() + "` is given twice: give it once";
      default -> lowerCase(String.valueOf(problem.getMessage()));
    };
  }

  private static String lowerCase(String sentence) {
    return sentence.isEmpty() ? sentence : Character.toLowerCase(sentence.charAt(0)) + sentence.substring(1);
  }

  private String unmatched(UnmatchedArgumentException problem) {
    String first = problem.getUnmatched().get(0);
    if (!problem.isUnknownOption()) {
      return "`" + first + "` is one argument too many";
    }
    String name = first.contains("=") ? first.substring(0, first.indexOf('=')) : first;
    return "there is no option `" + name + "`"
        + Suggestions.didYouMean(name, List.copyOf(command.optionsMap().keySet()));
  }

  private static String missing(ArgSpec missing) {
    return switch (missing) {
      case OptionSpec option -> "`" + option.longestName() + "` lacks its value: write `" + option.longestName() + " "
          + option.paramLabel() + "`";
      default -> "`" + missing.paramLabel() + "` is missing: " + String.join(" ", missing.description());
    };
  }
}
