package dev.canreach.source;

import java.util.List;
import java.util.Objects;

/**
 * A list.
 *
 * @param items the items in source order
 * @param tag the local tag, or empty
 * @param span where the list begins
 */
public record ListNode(List<Node> items, String tag, Span span) implements Node {

  public ListNode {
    items = List.copyOf(items);
    Objects.requireNonNull(tag);
    Objects.requireNonNull(span);
  }

  /** A list without a tag. */
  public ListNode(List<Node> items, Span span) {
    this(items, "", span);
  }
}
