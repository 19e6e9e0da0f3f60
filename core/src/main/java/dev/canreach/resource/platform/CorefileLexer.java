package dev.canreach.resource.platform;

import java.util.ArrayList;
import java.util.List;

/** Takes a Corefile apart into words. */
final class CorefileLexer {
  private final String text;
  private final List<Word> words = new ArrayList<>();
  private int index;
  private int line = 1;
  private int column = 1;

  /**
   * A word.
   *
   * @param text its text without quotes
   * @param quoted whether it stood in quotes, so that it is no brace
   * @param line the line that it begins in, counted from 1
   * @param column the column in characters, counted from 1
   */
  record Word(String text, boolean quoted, int line, int column) {
    boolean opens() {
      return !quoted && text.equals("{");
    }

    boolean closes() {
      return !quoted && text.equals("}");
    }
  }

  private CorefileLexer(String text) {
    this.text = text;
  }

  static List<Word> words(String text) {
    var lexer = new CorefileLexer(text);
    while (lexer.index < text.length()) {
      lexer.next();
    }
    return List.copyOf(lexer.words);
  }

  private void next() {
    int c = text.codePointAt(index);
    if (isBlank(c)) {
      advance(c);
    } else if (c == '#') {
      while (index < text.length() && text.codePointAt(index) != '\n') {
        advance(text.codePointAt(index));
      }
    } else if (c == '"') {
      quoted();
    } else {
      int first = index;
      int startColumn = column;
      while (index < text.length() && !isBlank(text.codePointAt(index))) {
        advance(text.codePointAt(index));
      }
      words.add(new Word(text.substring(first, index), false, line, startColumn));
    }
  }

  private static boolean isBlank(int c) {
    return Character.isWhitespace(c) || c == '\uFEFF';
  }

  private void quoted() {
    int startLine = line;
    int startColumn = column;
    var word = new StringBuilder();
    advance('"');
    while (index < text.length() && text.codePointAt(index) != '"') {
      int c = text.codePointAt(index);
      if (c == '\\' && text.startsWith("\\\"", index)) {
        advance(c);
        c = '"';
      }
      word.appendCodePoint(c);
      advance(c);
    }
    if (index < text.length()) {
      advance('"');
    }
    words.add(new Word(word.toString(), true, startLine, startColumn));
  }

  private void advance(int c) {
    index += Character.charCount(c);
    if (c == '\n') {
      line++;
      column = 1;
    } else {
      column++;
    }
  }
}
