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
  private final char[] characters;
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
    line = chunk.line() - 1;
    characters = new char[chunk.end() - chunk.start()];
    chunk.text().getChars(chunk.start(), chunk.end(), characters, 0);
    codePoints = chunk.ascii() || !hasSurrogates(characters) ? null : new String(characters).codePoints().toArray();
    length = codePoints == null ? characters.length : codePoints.length;
  }

  private static boolean hasSurrogates(char[] characters) {
    for (char c : characters) {
      if (Character.isSurrogate(c)) {
        return true;
      }
    }
    return false;
  }

  /** The code point at an index of a mark; NUL before the beginning and behind the end. */
  int at(int position) {
    if (position < 0 || position >= length) {
      return '\0';
    }
    return codePoints == null ? characters[position] : codePoints[position];
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
    return codePoints == null ? new String(characters, index, end - index) : new String(codePoints, index, end - index);
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
