package dev.canreach.source;

import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.error.Mark;

/** Finds the comments between the scalars of a chunk, which the parser leaves out. */
final class CommentCollector {

  private final String file;
  private final TextWindow window;
  /** Most documents have no comment at all; then there is nothing to look through. */
  private final boolean possible;
  private final List<Comment> comments = new ArrayList<>();
  private int position;
  private int line;
  private int column;

  CommentCollector(Chunk chunk, TextWindow window) {
    this.file = chunk.file();
    this.window = window;
    this.possible = chunk.contains("#");
    this.line = chunk.line();
    this.column = 1;
  }

  /** Looks through the text up to a scalar, and goes on behind it. */
  void skip(Mark scalarStart, Mark scalarEnd) {
    if (!possible) {
      return;
    }
    scan(scalarStart.getIndex());
    position = Math.max(position, scalarEnd.getIndex());
    line = scalarEnd.getLine() + 1;
    column = scalarEnd.getColumn() + 1;
  }

  /** Looks through the rest of the chunk and returns all comments. */
  List<Comment> finish() {
    if (possible) {
      scan(window.length());
    }
    return List.copyOf(comments);
  }

  private void scan(int end) {
    while (position < end) {
      int c = window.at(position);
      if (c == '#' && (position == 0 || isBlank(window.at(position - 1)))) {
        take();
        continue;
      }
      position++;
      if (TextWindow.isLineFeed(c, window.at(position))) {
        line++;
        column = 1;
      } else {
        column++;
      }
    }
  }

  private void take() {
    var text = new StringBuilder();
    var span = new Span(file, line, column);
    position++;
    column++;
    while (position < window.length() && !isBreak(window.at(position))) {
      text.appendCodePoint(window.at(position++));
      column++;
    }
    comments.add(new Comment(text.toString().strip(), span));
  }

  private static boolean isBlank(int c) {
    return c == ' ' || c == '\t' || isBreak(c);
  }

  private static boolean isBreak(int c) {
    return c == '\n' || c == '\r';
  }
}
