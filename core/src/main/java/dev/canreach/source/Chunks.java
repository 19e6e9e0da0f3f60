package dev.canreach.source;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a text at its document markers. A line that begins with {@code ---} or {@code ...} ends a document wherever it stands, even inside a quoted or
 * block scalar, so that documents can be read one by one and a broken one does not hide the others. Comments and directives before a {@code ---} belong to
 * the document that it begins.
 */
final class Chunks {

  private static final int MARKER_LENGTH = 3;

  private final String file;
  private final String text;
  private final boolean ascii;
  private final List<Chunk> chunks = new ArrayList<>();
  private int chunkStart;
  private int chunkLine = 1;
  /** Whether the current chunk holds more than blanks, comments and directives. */
  private boolean content;
  private boolean directive;

  private Chunks(String file, DecodedText decoded) {
    this.file = file;
    this.text = decoded.text();
    this.ascii = decoded.ascii();
  }

  static List<Chunk> of(String file, DecodedText text) {
    return new Chunks(file, text).split();
  }

  private List<Chunk> split() {
    int line = 1;
    for (int start = 0; start < text.length(); line++) {
      int next = Lines.next(text, start, text.length());
      char first = text.charAt(start);
      if (first == '-' && isMarker("---", start)) {
        if (content) {
          close(start, line);
        }
        content = true;
      } else if (first == '.' && isMarker("...", start)) {
        close(next, line + 1);
      } else if (first == '%' && !content) {
        directive = true;
      } else if (!content) {
        content = !isBlankOrComment(start, next);
      }
      start = next;
    }
    close(text.length(), line);
    return List.copyOf(chunks);
  }

  private void close(int end, int nextLine) {
    if (content || directive) {
      chunks.add(new Chunk(file, text, chunkStart, end, chunkLine, ascii));
    }
    chunkStart = end;
    chunkLine = nextLine;
    content = false;
    directive = false;
  }

  private boolean isMarker(String marker, int start) {
    int after = start + MARKER_LENGTH;
    return text.startsWith(marker, start) && (after == text.length() || isBlank(text.charAt(after)));
  }

  private boolean isBlankOrComment(int start, int end) {
    int i = start;
    while (i < end && isBlank(text.charAt(i))) {
      i++;
    }
    return i == end || text.charAt(i) == '#';
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }
}
