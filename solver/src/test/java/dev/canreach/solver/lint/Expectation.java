package dev.canreach.solver.lint;

import dev.canreach.lint.Finding;
import dev.canreach.lint.RuleMetadata;
import dev.canreach.source.Comment;
import dev.canreach.source.Severity;
import dev.canreach.source.SourceSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A finding that a comment asks for: {@code # expect: NP201 part of the message}, on the very line. A severity other than the rule's own stands in
 * parentheses before the message.
 *
 * @param line the line
 * @param rule the id of the rule
 * @param severity the severity, where it isn't the rule's own
 * @param message a part of the message
 */
record Expectation(int line, String rule, Optional<Severity> severity, String message) {

  private static final Pattern COMMENT = Pattern
      .compile("expect: (?<rule>[A-Z]{2}[0-9]{3})(?: \\((?<severity>[a-z]+)\\))? (?<message>.+)");

  /** The expectations in the comments of the sources. */
  static List<Expectation> in(SourceSet sources) {
    return LintRun.comments(sources).stream().map(Expectation::of).flatMap(Optional::stream).toList();
  }

  private static Optional<Expectation> of(Comment comment) {
    Matcher matcher = COMMENT.matcher(comment.text());
    if (!matcher.matches()) {
      if (comment.text().startsWith("expect")) {
        throw new IllegalArgumentException("no expectation: " + comment.text());
      }
      return Optional.empty();
    }
    return Optional.of(new Expectation(comment.span().line(), matcher.group("rule"),
        Optional.ofNullable(matcher.group("severity")).map(text -> Severity.valueOf(text.toUpperCase(Locale.ROOT))),
        matcher.group("message").strip()));
  }

  /** Whether the finding is the one that is asked for. */
  boolean isMetBy(Finding finding, RuleMetadata metadata) {
    return finding.rule().equals(rule) && finding.span().line() == line
        && finding.severity() == severity.orElse(metadata.severity()) && finding.message().contains(message);
  }
}
