package dev.canreach.cli;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;
import java.util.regex.Pattern;

/**
 * Text for people. Names, file names and lines of manifests may hold anything, so control characters that would
 * command a terminal, and marks that would reorder what it shows, become `U+FFFD`. Colours of our own go through.
 */
final class PrintableWriter extends FilterWriter {
  /** Escape sequences that set nothing but colour and weight. */
  private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");

  private final boolean colour;

  /**
   * @param out where the text goes
   * @param colour whether colours are shown; otherwise no escape sequence is let through
   */
  PrintableWriter(Writer out, boolean colour) {
    super(out);
    this.colour = colour;
  }

  @Override
  public void write(int c) throws IOException {
    write(Character.toString((char) c));
  }

  @Override
  public void write(char[] text, int offset, int length) throws IOException {
    write(new String(text, offset, length));
  }

  @Override
  public void write(String text, int offset, int length) throws IOException {
    String part = text.substring(offset, offset + length);
    if (part.chars().noneMatch(PrintableWriter::disturbs)) {
      out.write(part);
      return;
    }
    StringBuilder shown = new StringBuilder(part.length());
    var colours = COLOUR.matcher(part);
    int done = 0;
    while (colour && colours.find()) {
      append(shown, part, done, colours.start());
      shown.append(colours.group());
      done = colours.end();
    }
    append(shown, part, done, part.length());
    out.write(shown.toString());
  }

  private static void append(StringBuilder shown, String text, int start, int end) {
    text.substring(start, end).chars().forEach(c -> shown.append(disturbs(c) ? '\uFFFD' : (char) c));
  }

  private static boolean disturbs(int c) {
    boolean control = Character.isISOControl(c) && c != '\n' && c != '\t';
    boolean embeds = c >= '\u202A' && c <= '\u202E';
    boolean isolates = c >= '\u2066' && c <= '\u2069';
    return control || embeds || isolates || c == '\u200E' || c == '\u200F';
  }
}
