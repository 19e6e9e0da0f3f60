package dev.canreach.query;

import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One requirement of a label selector in a question, in the spelling of the API's selector strings (K8S/N-16).
 *
 * @param key the label
 * @param values the values that fit; empty = any value
 * @param negated whether the label must be absent or have another value
 */
record LabelTerm(String key, List<String> values, boolean negated) {

  LabelTerm {
    values = List.copyOf(values);
  }

  /** Whether labels fit: `!=`, `notin` and `!` also fit where the label is absent. */
  boolean matches(Map<String, String> labels) {
    String value = labels.get(key);
    boolean positive = value != null && (values.isEmpty() || values.contains(value));
    return positive != negated;
  }

  /** The requirement on an end that does not exist yet. */
  PacketExpr on(Side side) {
    PacketExpr positive = values.isEmpty()
        ? PacketExpr.hasLabel(side, key, Optional.empty())
        : PacketExpr.or(values.stream().map(value -> PacketExpr.hasLabel(side, key, Optional.of(value))).toList());
    return negated ? PacketExpr.not(positive) : positive;
  }

  /** Reads `app=web,tier!=db,env in (a,b),!legacy`. */
  static List<LabelTerm> parse(String text) throws QuestionException {
    List<LabelTerm> terms = new ArrayList<>();
    for (String part : split(text)) {
      terms.add(term(part.strip(), text));
    }
    return terms;
  }

  /** Splits at commas outside parentheses. */
  private static List<String> split(String text) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == ',' && depth == 0) {
        parts.add(text.substring(start, i));
        start = i + 1;
      }
    }
    if (start < text.length() || !parts.isEmpty()) {
      parts.add(text.substring(start));
    }
    return parts;
  }

  private static LabelTerm term(String part, String whole) throws QuestionException {
    int open = part.indexOf('(');
    if (open >= 0 && part.endsWith(")")) {
      String[] head = part.substring(0, open).strip().split("\\s+", -1);
      List<String> values = List.of(part.substring(open + 1, part.length() - 1).split(",", -1))
          .stream()
          .map(String::strip)
          .toList();
      if (head.length == 2 && (head[1].equals("in") || head[1].equals("notin"))) {
        return new LabelTerm(key(head[0], whole), values(values, whole), head[1].equals("notin"));
      }
    }
    int equal = part.indexOf('=');
    if (equal < 0) {
      boolean absent = part.startsWith("!");
      return new LabelTerm(key(absent ? part.substring(1) : part, whole), List.of(), absent);
    }
    boolean negated = equal > 0 && part.charAt(equal - 1) == '!';
    String key = part.substring(0, negated ? equal - 1 : equal);
    String value = part.substring(equal + 1);
    value = !negated && value.startsWith("=") ? value.substring(1) : value;
    return new LabelTerm(key(key.strip(), whole), values(List.of(value.strip()), whole), negated);
  }

  private static String key(String key, String whole) throws QuestionException {
    if (!key.matches("[A-Za-z0-9]([A-Za-z0-9._/-]*[A-Za-z0-9])?")) {
      throw malformed(whole);
    }
    return key;
  }

  private static List<String> values(List<String> values, String whole) throws QuestionException {
    for (String value : values) {
      if (!value.matches("([A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?)?")) {
        throw malformed(whole);
      }
    }
    return values;
  }

  private static QuestionException malformed(String whole) {
    return new QuestionException(
        "`" + whole + "` is not a label selector: write it like `app=web,tier!=db,env in (test,live),!legacy`");
  }
}
