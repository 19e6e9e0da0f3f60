package dev.canreach.source;

import java.util.List;
import java.util.Objects;

/**
 * One document that was read.
 *
 * @param root its tree: a mapping or a list, or one scalar for the text of a Corefile or a shell script
 * @param file the file as the user named it
 * @param index its place among the documents of the file, counted from 0; unreadable documents count, empty ones don't
 * @param comments its comments in source order (those behind the header of a block scalar are left out); none for JSON
 */
public record Document(Node root, String file, int index, List<Comment> comments) {

  public Document {
    Objects.requireNonNull(root);
    Objects.requireNonNull(file);
    if (index < 0) {
      throw new IllegalArgumentException("document index " + index);
    }
    comments = List.copyOf(comments);
  }

  /** A document without comments. */
  public Document(Node root, String file, int index) {
    this(root, file, index, List.of());
  }
}
