package dev.canreach.report;

/**
 * How text is shown.
 *
 * @param colour whether the reader understands colour: a terminal, without `NO_COLOR`
 * @param width the number of columns
 */
public record Style(boolean colour, int width) {
  /** Plain text, 100 columns. */
  public static final Style PLAIN = new Style(false, 100);

  String good(String text) {
    return paint("32;1", text);
  }

  String bad(String text) {
    return paint("31;1", text);
  }

  String open(String text) {
    return paint("33;1", text);
  }

  String faint(String text) {
    return paint("2", text);
  }

  private String paint(String code, String text) {
    return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
