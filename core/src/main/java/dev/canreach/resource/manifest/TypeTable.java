package dev.canreach.resource.manifest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A table of text about types of objects: blocks of a type's name, then indented lines {@code WHAT: WORD...}; a line that
 * begins with {@code #} is a comment.
 */
final class TypeTable {
  private TypeTable() {}

  /**
   * A line of a type.
   *
   * @param what what the line says about the words
   * @param words the words
   */
  record Line(String what, List<String> words) {
    Line {
      words = List.copyOf(words);
    }

    private static Line of(String text) {
      int colon = text.indexOf(':');
      return new Line(text.substring(2, colon), List.of(text.substring(colon + 2).split(" ", -1)));
    }
  }

  /**
   * The lines of each type.
   *
   * @param anchor the class whose package holds the table
   * @param file the name of the table
   */
  static Map<String, List<Line>> read(Class<?> anchor, String file) {
    try (InputStream stream = anchor.getResourceAsStream(file)) {
      if (stream == null) {
        throw new IllegalStateException("no table " + file);
      }
      Map<String, List<Line>> blocks = new HashMap<>();
      List<Line> block = new ArrayList<>();
      for (String line : new String(stream.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
        if (line.startsWith("  ")) {
          block.add(Line.of(line));
        } else if (!line.isEmpty() && !line.startsWith("#")) {
          block = blocks.computeIfAbsent(line, type -> new ArrayList<>());
        }
      }
      return blocks;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
