package dev.canreach.resource.calico;

/** A text is no selector; the message says what is wrong with it and where. */
public final class SelectorException extends Exception {
  private static final long serialVersionUID = 1L;

  SelectorException(String message) {
    super(message);
  }
}
