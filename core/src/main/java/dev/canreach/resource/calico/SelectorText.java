package dev.canreach.resource.calico;

import dev.canreach.source.Span;

/**
 * A selector as written. The object of one that cannot be parsed is reported as refused.
 *
 * @param text the text
 * @param selector what it means
 * @param span where it is written
 */
public record SelectorText(String text, Selector selector, Span span) {

  private static final Selector NOTHING = new Selector.Not(new Selector.All());

  /** What a rule selects: nothing where the text is no selector. */
  public static SelectorText of(String text, Span span) {
    return new SelectorText(text, parse(text, NOTHING), span);
  }

  /** What a policy is about: where the text is no selector, everything may have been meant. */
  static SelectorText ofSubject(String text, Span span) {
    return new SelectorText(text, parse(text, new Selector.All()), span);
  }

  /** The selector in whose text every {@code all()} is a test for a label (CALICO/CAX-1). */
  public Selector withAllAs(String label) {
    return parse(text.replace("all()", "has(" + label + ")"), NOTHING);
  }

  private static Selector parse(String text, Selector otherwise) {
    try {
      return Selector.parse(text);
    } catch (SelectorException e) {
      return otherwise;
    }
  }
}
