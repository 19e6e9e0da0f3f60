package dev.canreach.source;

import java.util.Objects;

/**
 * A file that was looked at.
 *
 * @param name the file as the user named it; below a folder, the folder as named and the path in it
 * @param named true when the user named the file itself, false when a folder or pattern led to it
 * @param read whether its text could be read at all
 * @param documents how many documents of it were read
 * @param unread how many documents of it were not; 1 when the file itself could not be read
 */
public record SourceFile(String name, boolean named, boolean read, int documents, int unread) {

  public SourceFile {
    Objects.requireNonNull(name);
    if (documents < 0 || unread < 0) {
      throw new IllegalArgumentException("negative count of documents in " + name);
    }
  }
}
