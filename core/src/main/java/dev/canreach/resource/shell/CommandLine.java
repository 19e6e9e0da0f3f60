package dev.canreach.resource.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The options and arguments of a command, as the Docker client takes them.
 *
 * @param options the options in order, with long names and their values
 * @param arguments what is no option
 */
record CommandLine(List<Option> options, List<String> arguments) {
  CommandLine {
    options = List.copyOf(options);
    arguments = List.copyOf(arguments);
  }

  /** An option: its name without dashes, and its value; {@code true} for one that takes none. */
  record Option(String name, String value) {}

  /**
   * Reads words.
   *
   * @param words the words behind the command
   * @param flags the options that take no value, by long and by short name
   * @param interspersed whether options may follow arguments; else the first argument ends them
   */
  static CommandLine parse(List<String> words, Set<String> flags, boolean interspersed) {
    List<Option> options = new ArrayList<>();
    List<String> arguments = new ArrayList<>();
    int next = 0;
    while (next < words.size()) {
      String word = words.get(next++);
      boolean ended = !interspersed && !arguments.isEmpty();
      if (word.equals("--") && !ended) {
        arguments.addAll(words.subList(next, words.size()));
        next = words.size();
      } else if (word.startsWith("--") && !ended) {
        int equals = word.indexOf('=');
        String name = word.substring(2, equals < 0 ? word.length() : equals);
        boolean takes = equals < 0 && !flags.contains(name) && next < words.size();
        options.add(new Option(name, equals >= 0 ? word.substring(equals + 1) : takes ? words.get(next) : "true"));
        next += takes ? 1 : 0;
      } else if (word.startsWith("-") && word.length() > 1 && !ended) {
        next = cluster(word, words, next, flags, options);
      } else {
        arguments.add(word);
      }
    }
    return new CommandLine(options, arguments);
  }

  /** Short options in one word: flags, and perhaps one with a value at the end. */
  private static int cluster(String word, List<String> words, int next, Set<String> flags, List<Option> options) {
    int after = next;
    for (int i = 1; i < word.length(); i++) {
      String name = word.substring(i, i + 1);
      if (flags.contains(name)) {
        options.add(new Option(name, "true"));
        continue;
      }
      String rest = word.substring(i + 1);
      if (!rest.isEmpty()) {
        options.add(new Option(name, rest.startsWith("=") ? rest.substring(1) : rest));
      } else {
        options.add(new Option(name, after < words.size() ? words.get(after) : ""));
        after++;
      }
      break;
    }
    return after;
  }

  /** The values of an option under any of its names, in order. */
  List<String> all(String... names) {
    return options.stream().filter(option -> Set.of(names).contains(option.name())).map(Option::value).toList();
  }

  /** The last value of an option under any of its names. */
  Optional<String> last(String... names) {
    List<String> values = all(names);
    return values.isEmpty() ? Optional.empty() : Optional.of(values.get(values.size() - 1));
  }

  /** Whether a flag is set. */
  boolean flag(String name) {
    return last(name).filter(value -> !value.equals("false")).isPresent();
  }
}
