package dev.canreach.source;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything that was read, and everything that should have been.
 *
 * @param documents the documents, in the order of the inputs as given, then of file names, then of their place in the file
 * @param files every file that was looked at, in the same order
 * @param unread every document that could not be read; a diagnostic says more about each
 * @param companions the text of the {@code .env} file beside a file, by the name of the file, where there is one
 * @param referred documents of files that nobody named but that others refer to, such as Compose files that are included
 */
public record SourceSet(List<Document> documents, List<SourceFile> files, List<UnreadDocument> unread,
    SortedMap<String, String> companions, List<Document> referred) {

  /** Sources that no other file belongs to. */
  public SourceSet(List<Document> documents, List<SourceFile> files, List<UnreadDocument> unread) {
    this(documents, files, unread, new TreeMap<>(), List.of());
  }

  public SourceSet {
    documents = List.copyOf(documents);
    files = List.copyOf(files);
    unread = List.copyOf(unread);
    referred = List.copyOf(referred);
    companions = Collections.unmodifiableSortedMap(new TreeMap<>(companions));
  }

  /** Whether everything was read: only then can the absence of an object be concluded from its absence here. */
  public boolean complete() {
    return unread.isEmpty();
  }
}
