package dev.canreach.lint;

import dev.canreach.source.Severity;
import java.util.stream.Collectors;

/** What people read about a rule: the page in its folder, and what {@code explain} prints. */
public final class RulePages {
  private RulePages() {}

  /** The page as Markdown, with a newline at its end. */
  public static String render(RuleMetadata rule) {
    String reads = rule.reads().stream().map(Class::getSimpleName).collect(Collectors.joining(", "));
    return """
        # %s %s

        %s: %s.

        %s

        ## Reported

        ```yaml
        %s
        ```

        ## Not reported

        ```yaml
        %s
        ```

        ## What to do

        %s.

        Reads: %s.
        """.formatted(rule.id(), rule.name(), severity(rule.severity()), sentence(rule.summary()),
        rule.rationale().strip(), rule.bad().strip(), rule.good().strip(), sentence(rule.remedy()), reads);
  }

  private static String severity(Severity severity) {
    return switch (severity) {
      case ERROR -> "Error";
      case WARNING -> "Warning";
      case NOTE -> "Note";
    };
  }

  private static String sentence(String phrase) {
    return Character.toUpperCase(phrase.charAt(0)) + phrase.substring(1);
  }
}
