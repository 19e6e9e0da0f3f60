package dev.canreach.resource.istio;

/**
 * A condition on a text.
 *
 * @param kind how it is compared
 * @param text what it is compared with
 */
public record StringMatch(Kind kind, String text) {

  /** How texts are compared. */
  public enum Kind {
    /** They are the same. */
    EXACT,
    /** One begins with the other. */
    PREFIX,
    /** An expression describes it. */
    REGEX,
    /** There is one. */
    PRESENT
  }
}
