package dev.canreach.packet;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How large a regular expression grows when its repetitions are written out. RE2 refuses repetitions that multiply to
 * more than 1,000 and programs beyond its memory; its Java sibling would try to build them.
 */
final class RegexSize {
  private static final int MOST_REPETITIONS = 1000;
  private static final long MOST_STATES = 100_000;
  private static final int DEEPEST = 200;
  private static final Pattern REPETITION = Pattern.compile("\\{([0-9]{1,4})(,?)([0-9]{0,4})\\}");

  private final String text;
  private final Deque<Part> groups = new ArrayDeque<>();
  private Part sequence = new Part(0, 1);
  private Part last = new Part(0, 1);

  /**
   * A part of the expression, written out.
   *
   * @param states how many letters it has
   * @param repetitions how many times its innermost letter is written
   */
  private record Part(long states, long repetitions) {

    Part then(Part next) {
      return new Part(Math.min(states + next.states, MOST_STATES + 1), Math.max(repetitions, next.repetitions));
    }

    Part times(int count) {
      return new Part(Math.min(states * Math.max(count, 1), MOST_STATES + 1), repetitions * Math.max(count, 1));
    }

    boolean isTooLarge() {
      return states > MOST_STATES || repetitions > MOST_REPETITIONS;
    }
  }

  private RegexSize(String text) {
    this.text = text;
  }

  /** Whether the expression is larger than RE2 takes; an expression that is no expression at all is not. */
  static boolean isTooLarge(String text) {
    return new RegexSize(text).isTooLarge();
  }

  private boolean isTooLarge() {
    Matcher repetition = REPETITION.matcher(text);
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '(') {
        groups.push(sequence.then(last));
        sequence = new Part(0, 1);
        last = new Part(0, 1);
      } else if (c == ')' && !groups.isEmpty()) {
        Part group = sequence.then(last);
        sequence = groups.pop();
        last = group;
      } else if (c == '{' && repetition.find(at) && repetition.start() == at) {
        last = last.times(count(repetition));
        at = repetition.end() - 1;
      } else if ("*+?".indexOf(c) < 0) {
        sequence = sequence.then(last);
        last = new Part(1, 1);
        at = end(at);
      }
      if (groups.size() > DEEPEST || last.isTooLarge() || sequence.isTooLarge()) {
        return true;
      }
      at++;
    }
    return sequence.then(last).isTooLarge();
  }

  private static int count(Matcher repetition) {
    int least = Integer.parseInt(repetition.group(1));
    return repetition.group(3).isEmpty() ? least : Math.max(least, Integer.parseInt(repetition.group(3)));
  }

  /** The last letter of what begins here: an escaped letter, a set of letters, or a letter. */
  private int end(int start) {
    if (text.charAt(start) == '\\') {
      return Math.min(start + 1, text.length() - 1);
    }
    if (text.charAt(start) != '[') {
      return start;
    }
    int at = text.startsWith("[^", start) ? start + 2 : start + 1;
    int first = at;
    while (at < text.length() && (text.charAt(at) != ']' || at == first)) {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    return Math.min(at, text.length() - 1);
  }
}
