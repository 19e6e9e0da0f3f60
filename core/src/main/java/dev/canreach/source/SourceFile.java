package dev.canreach.source;

import java.util.ArrayDeque;
import java.util.Deque;
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

  /** The name of a file without parts that lead nowhere, as {@link #beside} makes it. */
  public static String plain(String file) {
    return beside("", file);
  }

  /** The name of a file that another one refers to by a path relative to its own folder. */
  public static String beside(String file, String path) {
    Deque<String> parts = new ArrayDeque<>();
    String whole = path.startsWith("/") ? path : file.substring(0, file.lastIndexOf('/') + 1) + path;
    for (String part : whole.split("/", -1)) {
      if (part.equals("..") && !parts.isEmpty() && !parts.getLast().equals("..") && !parts.getLast().isEmpty()) {
        parts.removeLast();
      } else if (!part.equals(".") && !(part.isEmpty() && !parts.isEmpty())) {
        parts.addLast(part);
      }
    }
    return String.join("/", parts);
  }

  public SourceFile {
    Objects.requireNonNull(name);
    if (documents < 0 || unread < 0) {
      throw new IllegalArgumentException("negative count of documents in " + name);
    }
  }
}
