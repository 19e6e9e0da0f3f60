package dev.canreach.resource.calico;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * The grammar of CALICO/1.5 by recursive descent, directly over the characters: whether a word is an operator depends on
 * what stands before it. Blanks are space and tab only.
 */
final class SelectorParser {
  private static final int LONGEST_LABEL = 512;
  private static final int DEEPEST = 200;

  private final String text;
  private int at;
  private int depth;

  SelectorParser(String text) {
    this.text = text;
  }

  Selector parse() throws SelectorException {
    blanks();
    if (at == text.length()) {
      return new Selector.All();
    }
    Selector selector = or();
    if (at < text.length()) {
      throw error("unexpected content at end of selector");
    }
    return selector;
  }

  private Selector or() throws SelectorException {
    List<Selector> operands = new ArrayList<>(List.of(and()));
    while (take("||")) {
      operands.add(and());
    }
    return operands.size() == 1 ? operands.get(0) : new Selector.Or(operands);
  }

  private Selector and() throws SelectorException {
    List<Selector> operands = new ArrayList<>(List.of(operation()));
    while (take("&&")) {
      operands.add(operation());
    }
    return operands.size() == 1 ? operands.get(0) : new Selector.And(operands);
  }

  private Selector operation() throws SelectorException {
    boolean negated = false;
    while (take("!")) {
      negated = !negated;
    }
    if (++depth > DEEPEST) {
      throw error("selector is nested too deeply");
    }
    Selector primary = primary();
    depth--;
    return negated ? new Selector.Not(primary) : primary;
  }

  private Selector primary() throws SelectorException {
    if (take("(")) {
      Selector inner = or();
      if (!take(")")) {
        throw error("expected )");
      }
      return inner;
    }
    if (take("all(")) {
      close("all(");
      return new Selector.All();
    }
    if (take("global(")) {
      close("global(");
      return new Selector.Global();
    }
    if (take("has(")) {
      blanks();
      String label = label();
      close("has(");
      return new Selector.Has(label);
    }
    return comparison(label());
  }

  private Selector comparison(String label) throws SelectorException {
    if (take("==")) {
      return new Selector.Compare(label, Selector.Comparison.EQUAL, string());
    }
    if (take("!=")) {
      return new Selector.Compare(label, Selector.Comparison.NOT_EQUAL, string());
    }
    if (words("contains")) {
      return new Selector.Compare(label, Selector.Comparison.CONTAINS, string());
    }
    if (words("starts", "with")) {
      return new Selector.Compare(label, Selector.Comparison.STARTS_WITH, string());
    }
    if (words("ends", "with")) {
      return new Selector.Compare(label, Selector.Comparison.ENDS_WITH, string());
    }
    if (words("not", "in")) {
      return new Selector.In(label, true, set());
    }
    if (words("in")) {
      return new Selector.In(label, false, set());
    }
    throw error("expected operator after label `" + label + "`");
  }

  private NavigableSet<String> set() throws SelectorException {
    if (!take("{")) {
      throw error("expected set literal");
    }
    NavigableSet<String> values = new TreeSet<>();
    while (!take("}")) {
      values.add(string());
      if (!take(",") && !peek("}")) {
        throw error("expected }");
      }
    }
    return values;
  }

  private String string() throws SelectorException {
    blanks();
    char quote = at < text.length() ? text.charAt(at) : ' ';
    if (quote != '"' && quote != '\'') {
      throw error("expected string");
    }
    int end = text.indexOf(quote, at + 1);
    if (end < 0) {
      throw error("unterminated string");
    }
    String value = text.substring(at + 1, end);
    at = end + 1;
    blanks();
    return value;
  }

  private String label() throws SelectorException {
    int end = at;
    while (end < text.length() && isLabelCharacter(text.charAt(end))) {
      end++;
    }
    if (end == at) {
      throw error(
          at == text.length() ? "unexpected end of selector" : "unexpected character `" + text.charAt(at) + "`");
    }
    if (end - at > LONGEST_LABEL) {
      throw error("label too long");
    }
    String label = text.substring(at, end);
    at = end;
    blanks();
    return label;
  }

  private void close(String opened) throws SelectorException {
    if (!take(")")) {
      throw error("no closing `)` after `" + opened + "`");
    }
  }

  /** Takes a symbol and the blanks around it. */
  private boolean take(String symbol) {
    blanks();
    if (!text.startsWith(symbol, at)) {
      return false;
    }
    at += symbol.length();
    blanks();
    return true;
  }

  private boolean peek(String symbol) {
    blanks();
    return text.startsWith(symbol, at);
  }

  /** Takes a word operator: its words with any blanks between, then no label character. */
  private boolean words(String... words) {
    int end = at;
    for (String word : words) {
      while (end < text.length() && isBlank(text.charAt(end))) {
        end++;
      }
      if (!text.startsWith(word, end)) {
        return false;
      }
      end += word.length();
    }
    if (end < text.length() && isLabelCharacter(text.charAt(end))) {
      return false;
    }
    at = end;
    return true;
  }

  private void blanks() {
    while (at < text.length() && isBlank(text.charAt(at))) {
      at++;
    }
  }

  private static boolean isBlank(char character) {
    return character == ' ' || character == '\t';
  }

  private static boolean isLabelCharacter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.'
        || c == '/' || c == '-';
  }

  private SelectorException error(String message) {
    return new SelectorException(message + " at character " + (at + 1));
  }
}
