package dev.canreach.lower.cilium;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A pattern of domain names (CILIUM/2.3): `**.` at the start stands for one or more labels, any other stars for characters
 * of one label, and stars alone for every name.
 */
record DomainPattern(Pattern expression) {
  private static final String IN_LABEL = "[-a-zA-Z0-9_]*";

  static DomainPattern of(String pattern) {
    String text = pattern.toLowerCase(Locale.ROOT);
    text = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    if (text.matches("\\*+")) {
      return new DomainPattern(Pattern.compile(".*"));
    }
    StringBuilder expression = new StringBuilder();
    if (text.matches("\\*{2,}\\..*")) {
      expression.append("([-a-zA-Z0-9_]+\\.)+");
      text = text.substring(text.indexOf('.') + 1);
    }
    for (String part : text.split("(?=\\*)|(?<=\\*)", -1)) {
      expression.append(part.equals("*") ? IN_LABEL : Pattern.quote(part));
    }
    return new DomainPattern(Pattern.compile(expression.toString()));
  }

  /** Whether a name in lower case, without a dot at its end, is one of the pattern. */
  boolean matches(String name) {
    return expression.matcher(name).matches();
  }
}
