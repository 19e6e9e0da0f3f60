package dev.canreach.cli.options;

import dev.canreach.query.Suggestions;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a command takes. The command asks for its options and operands in the order in which its help shows them; they
 * have their values once the command line has been read.
 */
public final class Syntax {
  private final String name;
  private final String synopsis;
  private final String description;
  private final String footer;
  private final Map<String, Argument> options = new LinkedHashMap<>();
  private final List<Operand> operands = new ArrayList<>();
  private final Flag help;

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
    this.help = flag("show this", "-h", "--help");
  }

  /** The name of the command. */
  public String name() {
    return name;
  }

  /** What the command does, in one sentence. */
  public String description() {
    return description;
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
    return addOperand(new Operand(Operand.Count.ONE, label, text));
  }

  /** An operand that may be left out. */
  public Operand optionalOperand(String label, String text) {
    return addOperand(new Operand(Operand.Count.ONE_OR_NONE, label, text));
  }

  /** Any number of operands. */
  public Operand operands(String label, String text) {
    return addOperand(new Operand(Operand.Count.ANY, label, text));
  }

  private <A extends Argument> A add(A argument) {
    for (String each : argument.names()) {
      options.put(each, argument);
    }
    return argument;
  }

  private Operand addOperand(Operand operand) {
    operands.add(operand);
    return operand;
  }

  /** The names of all options. */
  List<String> names() {
    return List.copyOf(options.keySet());
  }

  List<Operand> operands() {
    return List.copyOf(operands);
  }

  /** The options, each once. */
  List<Argument> options() {
    return options.values().stream().distinct().toList();
  }

  String synopsis() {
    return synopsis;
  }

  String footer() {
    return footer;
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
    Iterator<String> rest = words.iterator();
    boolean optionsEnded = false;
    while (rest.hasNext()) {
      String word = rest.next();
      if (optionsEnded || word.length() < 2 || word.charAt(0) != '-') {
        takeOperand(word);
      } else if (word.equals("--")) {
        optionsEnded = true;
      } else {
        takeOption(word, rest);
      }
    }
    if (help.isSet()) {
      return false;
    }
    for (Operand operand : operands) {
      if (operand.isMissing()) {
        throw new SyntaxException("`" + operand.label() + "` is missing: " + operand.description());
      }
    }
    return true;
  }

  private void takeOperand(String word) {
    for (Operand operand : operands) {
      if (operand.isOpen()) {
        operand.take("", word);
        return;
      }
    }
    throw new SyntaxException("`" + word + "` is one argument too many");
  }

  private void takeOption(String word, Iterator<String> rest) {
    int equal = word.indexOf('=');
    boolean isShort = word.charAt(1) != '-';
    String written = equal < 0 ? word : word.substring(0, equal);
    @Nullable
    String value = equal < 0 ? null : word.substring(equal + 1);
    if (isShort && !options.containsKey(written)) {
      written = word.substring(0, 2);
      value = word.substring(2);
    }
    Argument option = options.get(written);
    if (option == null) {
      String unknown = equal < 0 ? word : word.substring(0, equal);
      throw new SyntaxException("there is no option `" + unknown + "`" + Suggestions.didYouMean(unknown, names()));
    }
    if (!option.takesValue() && value != null) {
      throw new SyntaxException("`" + written + "` takes no value, and `" + word + "` gives it one");
    }
    if (option.takesValue() && value == null) {
      value = rest.hasNext() ? rest.next() : null;
      if (value == null || options.containsKey(value)) {
        throw new SyntaxException("`" + written + "` lacks its value: write `" + written + " " + option.label() + "`");
      }
    }
    option.take(written, value == null ? "" : value);
  }
}
