package dev.canreach.cli.options;

import java.util.ArrayList;
import java.util.List;

/**
 * What a command takes. The command asks for its options and operands in the order in which its help shows them; they
 * have their values once the command line has been read. Commands say what they take in code, since reading annotations
 * would take longer than many an answer.
 */
public final class Syntax {
  private final String name;
  private final String synopsis;
  private final String description;
  private final String footer;
  private final List<Option> options = new ArrayList<>();
  private final List<Operand> operands = new ArrayList<>();
  private final Flag help = flag("show this", "-h", "--help");

  /**
   * @param name the name of the command
   * @param synopsis one line that shows how it is written
   * @param description what it does, in one sentence
   * @param footer what stands under its options in the help
   */
  public Syntax(String name, String synopsis, String description, String footer) {
    this.name = name;
    this.synopsis = synopsis;
    this.description = description;
    this.footer = footer;
  }

  /** The name of the command. */
  public String name() {
    return name;
  }

  String synopsis() {
    return synopsis;
  }

  String description() {
    return description;
  }

  String footer() {
    return footer;
  }

  List<Option> options() {
    return options;
  }

  List<Operand> operands() {
    return operands;
  }

  /** An option without a value. */
  public Flag flag(String text, String... names) {
    return add(new Flag(List.of(names), text));
  }

  /** An option with one value. */
  public Value value(String label, String text, String... names) {
    return add(new Value(List.of(names), label, text));
  }

  /** An option with a value that may be given several times. */
  public Values values(String label, String text, String... names) {
    return add(new Values(List.of(names), label, text));
  }

  /** An operand that must be there. */
  public Operand operand(String label, String text) {
    return add(new Operand(Operand.Count.ONE, label, text));
  }

  /** An operand that may be left out. */
  public Operand optionalOperand(String label, String text) {
    return add(new Operand(Operand.Count.AT_MOST_ONE, label, text));
  }

  /** Any number of operands. */
  public Operand operands(String label, String text) {
    return add(new Operand(Operand.Count.ANY, label, text));
  }

  private <T extends Option> T add(T option) {
    options.add(option);
    return option;
  }

  private Operand add(Operand operand) {
    operands.add(operand);
    return operand;
  }

  /** Its help, so many columns wide. */
  public String help(int width) {
    return HelpModel.help(HelpModel.of(this), width);
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
    WordReader reader = new WordReader(options, operands, words);
    reader.read();
    if (!help.isSet()) {
      reader.complain();
    }
    return !help.isSet();
  }
}
