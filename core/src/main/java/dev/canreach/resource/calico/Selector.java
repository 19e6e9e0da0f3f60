package dev.canreach.resource.calico;

import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A selector of Calico's language (CALICO/1.5): a predicate over a flat map of labels. */
public sealed interface Selector {

  /** {@code all()}, and the empty text. */
  record All() implements Selector {}

  /** {@code global()}: true of every map; its meaning as a namespace selector is applied before evaluation. */
  record Global() implements Selector {}

  /** {@code has(label)}. */
  record Has(String label) implements Selector {}

  /** A comparison of one label with one string. */
  record Compare(String label, Comparison comparison, String value) implements Selector {}

  /** {@code label in {…}}, or {@code not in}. */
  record In(String label, boolean negated, NavigableSet<String> values) implements Selector {
    /** Copies the values. */
    public In {
      values = new TreeSet<>(values);
    }
  }

  /** {@code !operand}. */
  record Not(Selector operand) implements Selector {}

  /** Every operand; at least two. */
  record And(List<Selector> operands) implements Selector {
    /** Copies the operands. */
    public And {
      operands = List.copyOf(operands);
    }
  }

  /** Some operand; at least two. */
  record Or(List<Selector> operands) implements Selector {
    /** Copies the operands. */
    public Or {
      operands = List.copyOf(operands);
    }
  }

  /** How a label is compared with a string. An absent label differs from every string and satisfies nothing else. */
  enum Comparison {
    /** The value is the string. */
    EQUAL("=="),
    /** The value is not the string, or there is none. */
    NOT_EQUAL("!="),
    /** The string occurs in the value. */
    CONTAINS("contains"),
    /** The value begins with the string. */
    STARTS_WITH("starts with"),
    /** The value ends with the string. */
    ENDS_WITH("ends with");

    private final String text;

    Comparison(String text) {
      this.text = text;
    }

    boolean holds(@Nullable String actual, String value) {
      return switch (this) {
        case EQUAL -> value.equals(actual);
        case NOT_EQUAL -> !value.equals(actual);
        case CONTAINS -> actual != null && actual.contains(value);
        case STARTS_WITH -> actual != null && actual.startsWith(value);
        case ENDS_WITH -> actual != null && actual.endsWith(value);
      };
    }
  }

  /**
   * Reads a selector; blank text is {@code all()}.
   *
   * @throws SelectorException when the text is no selector
   */
  static Selector parse(String text) throws SelectorException {
    return new SelectorParser(text).parse();
  }

  /** Whether the selector is true of these labels. */
  default boolean matches(Map<String, String> labels) {
    return switch (this) {
      case All all -> true;
      case Global global -> true;
      case Has has -> labels.containsKey(has.label);
      case Compare compare -> compare.comparison.holds(labels.get(compare.label), compare.value);
      case In in -> {
        String actual = labels.get(in.label);
        yield (actual != null && in.values.contains(actual)) != in.negated;
      }
      case Not not -> !not.operand.matches(labels);
      case And and -> and.operands.stream().allMatch(operand -> operand.matches(labels));
      case Or or -> or.operands.stream().anyMatch(operand -> operand.matches(labels));
    };
  }

  /** The selector with each label renamed, e.g. given the prefix of namespace labels (CALICO/1.6). */
  default Selector rename(UnaryOperator<String> name) {
    return switch (this) {
      case All all -> all;
      case Global global -> global;
      case Has has -> new Has(name.apply(has.label));
      case Compare compare -> new Compare(name.apply(compare.label), compare.comparison, compare.value);
      case In in -> new In(name.apply(in.label), in.negated, in.values);
      case Not not -> new Not(not.operand.rename(name));
      case And and -> new And(and.operands.stream().map(operand -> operand.rename(name)).toList());
      case Or or -> new Or(or.operands.stream().map(operand -> operand.rename(name)).toList());
    };
  }

  /** The selector with {@code all()} and {@code global()} replaced wherever they stand (CALICO/1.6). */
  default Selector replace(Selector allOf, Selector globalOf) {
    return switch (this) {
      case All all -> allOf;
      case Global global -> globalOf;
      case Has has -> has;
      case Compare compare -> compare;
      case In in -> in;
      case Not not -> new Not(not.operand.replace(allOf, globalOf));
      case And and -> new And(and.operands.stream().map(operand -> operand.replace(allOf, globalOf)).toList());
      case Or or -> new Or(or.operands.stream().map(operand -> operand.replace(allOf, globalOf)).toList());
    };
  }

  /** The text that Calico prints back: sets sorted, groups in parentheses, double quotes unless the value has one. */
  default String canonical() {
    return switch (this) {
      case All all -> "all()";
      case Global global -> "global()";
      case Has has -> "has(" + has.label + ")";
      case Compare compare -> compare.label + " " + compare.comparison.text + " " + quote(compare.value);
      case In in -> in.label + (in.negated ? " not in " : " in ")
          + in.values.stream().map(Selector::quote).collect(Collectors.joining(", ", "{", "}"));
      case Not not -> "!" + not.operand.canonical();
      case And and -> group(and.operands, " && ");
      case Or or -> group(or.operands, " || ");
    };
  }

  private static String group(List<Selector> operands, String operator) {
    return operands.stream().map(Selector::canonical).collect(Collectors.joining(operator, "(", ")"));
  }

  private static String quote(String value) {
    return value.indexOf('"') >= 0 ? "'" + value + "'" : "\"" + value + "\"";
  }
}
