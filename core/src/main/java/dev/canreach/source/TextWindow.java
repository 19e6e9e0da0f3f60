package dev.canreach.source;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Gives the YAML scanner a chunk that is already in memory. The scanner's own reader copies its window each time that it looks ahead, which takes time
 * quadratic in the length of a scalar; this one never copies. It also counts lines as editors do: only at line feeds and carriage returns.
 */
final class TextWindow extends StreamReader {

  private static final int[] NO_SNIPPET = {};
  private static final char NEXT_LINE = '\u0085';
  private static final char LINE_SEPARATOR = '\u2028';
  private static final char PARAGRAPH_SEPARATOR = '\u2029';
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final String file;
  private final String text;
  private final int offset;
  /** The code points of the chunk when it has some beyond the basic plane; else characters are code points. */
  private final int @Nullable [] codePoints;
  private final int length;
  private int index;
  private int line;
  private int column;
  private int documentStart;

  TextWindow(Chunk chunk) {
    super("");
    file = chunk.file();
    text = chunk.text();
    offset = chunk.start();
    line = chunk.line() - 1;
    codePoints = hasSurrogates(chunk) ? text.substring(chunk.start(), chunk.end()).codePoints().toArray() : null;
    length = codePoints == null ? chunk.end() - chunk.start() : codePoints.length;
  }

  private static boolean hasSurrogates(Chunk chunk) {
    for (int i = chunk.start(); i < chunk.end(); i++) {
      if (Character.isSurrogate(chunk.text().charAt(i))) {
        return true;
      }
    }
    return false;
  }

  /** The code point at an index of a mark; NUL behind the end. */
  int at(int position) {
    if (position >= length) {
      return '\0';
    }
    return codePoints == null ? text.charAt(offset + position) : codePoints[position];
  }

  int length() {
    return length;
  }

  /** Where the scanner is now. */
  Span span() {
    return new Span(file, line + 1, column + 1);
  }

  static boolean isLineFeed(int c, int next) {
    return c == '\n' || (c == '\r' && next != '\n');
  }

  @Override
  public Mark getMark() {
    return new Mark(file, index, line, column, NO_SNIPPET, 0);
  }

  @Override
  public void forward() {
    forward(1);
  }

  @Override
  public void forward(int count) {
    for (int i = 0; i < count && index < length; i++) {
      int c = at(index++);
      if (isLineFeed(c, at(index))) {
        line++;
        column = 0;
      } else if (c == NEXT_LINE || c == LINE_SEPARATOR || c == PARAGRAPH_SEPARATOR) {
        // the scanner's indentation starts again, although no editor shows a new line
        column = 0;
      } else if (c != BYTE_ORDER_MARK) {
        column++;
      }
    }
  }

  @Override
  public int peek() {
    return at(index);
  }

  @Override
  public int peek(int ahead) {
    return at(index + ahead);
  }

  @Override
  public String prefix(int count) {
    int end = Math.min(index + count, length);
    return codePoints == null
        ? text.substring(offset + index, offset + end)
        : new String(codePoints, index, end - index);
  }

  @Override
  public String prefixForward(int count) {
    String prefix = prefix(count);
    // never holds a line break
    index += count;
    column += count;
    return prefix;
  }

  @Override
  public int getColumn() {
    return column;
  }

  @Override
  public int getLine() {
    return line;
  }

  @Override
  public int getIndex() {
    return index;
  }

  @Override
  public int getDocumentIndex() {
    return index - documentStart;
  }

  @Override
  public void resetDocumentIndex() {
    documentStart = index;
  }
}
