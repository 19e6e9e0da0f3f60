package dev.canreach.source;

import java.util.Objects;

/**
 * A scalar as written. What a plain one means depends on the reader of the file: {@link ScalarRules}.
 *
 * @param text the text without quotes, escapes resolved and lines folded
 * @param plain true for an unquoted YAML scalar and for a JSON literal or number; false for a quoted or block scalar, a JSON string, and a scalar whose
 *        tag makes it a string
 * @param tag the local tag, or empty
 * @param span where the text begins
 */
public record ScalarNode(String text, boolean plain, String tag, Span span) implements Node {

  public ScalarNode {
    Objects.requireNonNull(text);
    Objects.requireNonNull(tag);
    Objects.requireNonNull(span);
  }

  /** A scalar without a tag. */
  public ScalarNode(String text, boolean plain, Span span) {
    this(text, plain, "", span);
  }
}
