package dev.canreach.lower.istio;

import dev.canreach.packet.PathForm;
import dev.canreach.packet.TextPattern;
import java.util.regex.Pattern;

/** The forms of texts in authorization rules (ISTIO/I-7.3, I-7.5). */
final class TextForms {
  /** Any text that is not empty. */
  static final TextPattern SOME = TextPattern.regex("(?s).+").orElseThrow();

  private static final String LETTERS = "a-zA-Z0-9\\-._~%!$&'()+,;:@";

  private TextForms() {}

  /** An exact text, or one that begins or ends with `*`; `*` alone is any text that is not empty. */
  static TextPattern of(String value, boolean ignoreCase) {
    if (value.equals("*")) {
      return SOME;
    }
    if (value.startsWith("*")) {
      return new TextPattern.Suffix(value.substring(1), ignoreCase);
    }
    return value.endsWith("*")
        ? new TextPattern.Prefix(value.substring(0, value.length() - 1), ignoreCase)
        : new TextPattern.Exact(value, ignoreCase);
  }

  /** A path: a form, or a template in which `{*}` stands for a segment and `{**}` for any number of them. */
  static TextPattern path(String value, PathForm form) {
    boolean template = value.contains("{*}") || value.contains("{**}");
    TextPattern pattern = template ? TextPattern.regex(template(value)).orElseThrow() : of(value, false);
    return new TextPattern.InForm(form, pattern);
  }

  private static String template(String value) {
    StringBuilder expression = new StringBuilder();
    int from = 0;
    var operators = Pattern.compile("\\{\\*\\*?\\}").matcher(value);
    while (operators.find()) {
      expression.append(TextPattern.quote(value.substring(from, operators.start())));
      expression.append(operators.group().length() == 3 ? "[" + LETTERS + "]+" : "[" + LETTERS + "/]*");
      from = operators.end();
    }
    return expression.append(TextPattern.quote(value.substring(from))).toString();
  }

  /** How a mesh spells paths before it compares them. */
  static PathForm form(String normalization) {
    return switch (normalization) {
      case "NONE" -> PathForm.AS_WRITTEN;
      case "MERGE_SLASHES" -> PathForm.MERGED;
      case "DECODE_AND_MERGE_SLASHES" -> PathForm.UNESCAPED;
      default -> PathForm.NORMAL;
    };
  }
}
