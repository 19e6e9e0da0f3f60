package dev.canreach.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Walks a folder in the order of names. Links are followed only to files that stay inside the folder, so that the walk neither loops nor leaves; devices and
 * pipes are not opened.
 */
final class FolderWalk {

  /** What to do with what is found. */
  interface Sink {

    /** A regular file. */
    void file(String name, Path path);

    /** A regular file that is not wanted. */
    void leftOut(String name);

    /** Something that can't or won't be read. */
    void refused(String name, Severity severity, String message);
  }

  /** Folders of version control systems, whose copies of files are no input. */
  private static final Set<String> IGNORED_FOLDERS = Set.of(".git", ".hg", ".svn");
  /** Generations of a mounted ConfigMap or Secret: links lead to the files of the one that counts. */
  private static final String GENERATION = "..";
  private static final int MAX_DEPTH = 64;

  private final Path root;
  private final Predicate<Path> wanted;
  private final Sink sink;

  /**
   * @param root the real path of the folder
   * @param wanted which files are read, told by their path below the root
   * @param sink takes the files
   */
  FolderWalk(Path root, Predicate<Path> wanted, Sink sink) {
    this.root = root;
    this.wanted = wanted;
    this.sink = sink;
  }

  /** Walks the folder; names of files begin with the prefix. */
  void walk(String prefix) {
    folder(prefix, root, 0);
  }

  private void folder(String prefix, Path folder, int depth) {
    if (depth > MAX_DEPTH) {
      sink.refused(prefix, Severity.ERROR,
          "folders are nested more than " + MAX_DEPTH + " deep here: give the inner folder itself");
      return;
    }
    List<Path> entries;
    try (Stream<Path> listed = Files.list(folder)) {
      entries = listed.sorted((a, b) -> a.getFileName().toString().compareTo(b.getFileName().toString())).toList();
    } catch (IOException | java.io.UncheckedIOException e) {
      sink.refused(prefix.isEmpty() ? "." : prefix, Severity.ERROR,
          "the folder can't be listed: change its permissions or leave it out");
      return;
    }
    for (Path entry : entries) {
      entry(prefix + entry.getFileName(), entry, depth);
    }
  }

  private void entry(String name, Path entry, int depth) {
    BasicFileAttributes attributes;
    try {
      attributes = Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      sink.refused(name, Severity.ERROR, "the file can't be looked at: change its permissions or leave it out");
      return;
    }
    if (attributes.isSymbolicLink()) {
      link(name, entry);
    } else if (attributes.isDirectory()) {
      String folder = String.valueOf(entry.getFileName());
      if (!IGNORED_FOLDERS.contains(folder) && !folder.startsWith(GENERATION)) {
        folder(name + "/", entry, depth + 1);
      }
    } else if (wanted.test(root.relativize(entry))) {
      if (attributes.isRegularFile()) {
        sink.file(name, entry);
      } else {
        sink.refused(name, Severity.WARNING, "this is a pipe or device, not a file: leave it out");
      }
    } else if (attributes.isRegularFile()) {
      sink.leftOut(name);
    }
  }

  private void link(String name, Path entry) {
    Path target;
    try {
      target = entry.toRealPath();
    } catch (IOException e) {
      if (wanted.test(root.relativize(entry))) {
        sink.refused(name, Severity.WARNING, "the link leads nowhere: correct or remove it");
      }
      return;
    }
    boolean inside = target.startsWith(root);
    if (Files.isDirectory(target)) {
      if (!inside) {
        sink.refused(name, Severity.WARNING,
            "the link leads to a folder outside and is not followed: give that folder itself");
      }
    } else if (wanted.test(root.relativize(entry))) {
      if (inside && Files.isRegularFile(target)) {
        sink.file(name, entry);
      } else {
        sink.refused(name, Severity.WARNING, inside
            ? "this links to a pipe or device, not a file: leave it out"
            : "the link leads to a file outside and is not followed: give that file itself");
      }
    }
  }
}
