package dev.canreach.resource.calico;

import dev.canreach.source.Span;

/**
 * A selector as written. One that cannot be parsed selects nothing; its object is reported as refused.
 *
 * @param text the text
 * @param selector what it means
 * @param span where it is written
 */
public record SelectorText(String text, Selector selector, Span span) {

  private static final Selector NOTHING = new Selector.Not(new Selector.All());

  /** A selector, or one that selects nothing where the text is none. */
  public static SelectorText of(String text, Span span) {
    return new SelectorText(text, parse(text), span);
  }

  /** The selector in whose text every {@code all()} is a test for a label (CALICO/CAX-1). */
  public Selector withAllAs(String label) {
    return parse(text.replace("all()", "has(" + label + ")"));
  }

  private static Selector parse(String text) {
    try {
      return Selector.parse(text);
    } catch (SelectorException e) {
      return NOTHING;
    }
  }
}
