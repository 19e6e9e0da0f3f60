package dev.canreach.source;

import java.util.Objects;

/**
 * A document (or a whole file or folder) that stands in the input but could not be read. It could hold anything, so answers that it might change are unknown.
 *
 * @param span where reading failed
 * @param reason why, as the diagnostic says it
 */
public record UnreadDocument(Span span, String reason) {

  public UnreadDocument {
    Objects.requireNonNull(span);
    Objects.requireNonNull(reason);
  }
}
