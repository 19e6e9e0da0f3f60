package dev.canreach.source;

import java.util.Objects;

/**
 * A YAML comment.
 *
 * @param text the text after the {@code #}, without surrounding blanks
 * @param span where its {@code #} stands
 */
public record Comment(String text, Span span) {

  public Comment {
    Objects.requireNonNull(text);
    Objects.requireNonNull(span);
  }
}
