package dev.canreach.cli.options;

import dev.canreach.query.Suggestions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gives the words of a command line to the options and operands of a command. */
final class WordReader {
  private static final String END_OF_OPTIONS = "--";

  private final Map<String, Option> options = new LinkedHashMap<>();
  private final List<Operand> operands;
  private final Deque<String> words;
  private final Set<Option> given = new HashSet<>();
  private boolean optionsEnded;
  /** What the first word is that nothing takes, or null when there is none. */
  private @Nullable String unmatched;

  WordReader(List<Option> options, List<Operand> operands, List<String> words) {
    options.forEach(option -> option.names().forEach(name -> this.options.put(name, option)));
    this.operands = operands;
    this.words = new ArrayDeque<>(words);
  }

  /**
   * Reads all words.
   *
   * @throws SyntaxException when an option lacks its value, has one too many, or is given twice
   */
  void read() {
    while (!words.isEmpty()) {
      String word = words.pop();
      if (optionsEnded || !isOption(word)) {
        operand(word);
      } else if (word.equals(END_OF_OPTIONS)) {
        optionsEnded = true;
      } else {
        option(word);
      }
    }
  }

  /**
   * Refuses what is missing, or too much.
   *
   * @throws SyntaxException when something is
   */
  void complain() {
    for (Operand operand : operands) {
      if (operand.isMissing()) {
        throw new SyntaxException("`" + operand.label() + "` is missing: " + operand.description());
      }
    }
    if (unmatched != null) {
      throw new SyntaxException(unmatched);
    }
  }

  /** Whether a word is the name of an option, with or without a value in the same word, or ends the options. */
  private boolean isOption(String word) {
    return word.equals(END_OF_OPTIONS) || options.containsKey(word) || options.containsKey(beforeEqualSign(word))
        || isShortWithMore(word);
  }

  private boolean isShortWithMore(String word) {
    return word.length() > 2 && options.containsKey(word.substring(0, 2));
  }

  private static String beforeEqualSign(String word) {
    int equalSign = word.indexOf('=');
    return equalSign < 0 ? word : word.substring(0, equalSign);
  }

  private void option(String word) {
    String name = beforeEqualSign(word);
    Option option = options.get(name);
    if (option != null) {
      apply(option, name.equals(word) ? null : word.substring(name.length() + 1));
      return;
    }
    Option attached = options.get(word.substring(0, 2));
    String rest = word.substring(2);
    if (attached instanceof Flag flag) {
      apply(flag, null);
      words.push("-" + rest);
    } else if (attached != null) {
      apply(attached, rest);
    }
  }

  private void apply(Option option, @Nullable String attached) {
    switch (option) {
      case Flag flag -> {
        if (attached != null) {
          throw new SyntaxException(
              "option '" + flag.longestName() + "' should be specified without '" + attached + "' parameter");
        }
        once(flag);
        flag.set();
      }
      case Value value -> {
        String text = attached == null ? next(value, value.label()) : attached;
        once(value);
        value.set(text);
      }
      case Values values -> values.add(attached == null ? next(values, values.label()) : attached);
    }
  }

  private String next(Option option, String label) {
    String word = words.peek();
    if (word == null || isOption(word)) {
      String name = option.longestName();
      throw new SyntaxException("`" + name + "` lacks its value: write `" + name + " " + label + "`");
    }
    return words.pop();
  }

  private void once(Option option) {
    if (!given.add(option)) {
      throw new SyntaxException("`" + option.longestName() + "` is given twice: give it once");
    }
  }

  private void operand(String word) {
    if (!optionsEnded && word.startsWith("-") && word.length() > 1) {
      String name = beforeEqualSign(word);
      refuse("there is no option `" + name + "`" + Suggestions.didYouMean(name, List.copyOf(options.keySet())));
      return;
    }
    for (Operand operand : operands) {
      if (operand.isOpen()) {
        operand.add(word);
        return;
      }
    }
    refuse("`" + word + "` is one argument too many");
  }

  private void refuse(String problem) {
    if (unmatched == null) {
      unmatched = problem;
    }
  }
}
