package dev.canreach.source;

import java.util.ArrayList;
import java.util.List;

/**
 * A file whose bytes were looked at.
 *
 * @param name the file as the user named it
 * @param named true when the user named the file itself
 * @param read whether its text could be read at all
 * @param chunks the readers of its parts, in source order
 * @param unread what of it could not be taken apart
 * @param whole the documents that need no reader
 */
record FileText(String name, boolean named, boolean read, List<ChunkReader> chunks, List<UnreadDocument> unread,
    List<Document> whole) {

  FileText {
    chunks = List.copyOf(chunks);
    unread = List.copyOf(unread);
    whole = List.copyOf(whole);
  }

  /** A file in parts. */
  static FileText of(String name, boolean named, List<ChunkReader> chunks) {
    return new FileText(name, named, true, chunks, List.of(), List.of());
  }

  /** A file whose text is one document. */
  static FileText plain(String name, boolean named, String text) {
    var root = new ScalarNode(text, false, Span.startOf(name));
    return new FileText(name, named, true, List.of(), List.of(), List.of(new Document(root, name, 0)));
  }

  /** A file of which nothing can be read. */
  static FileText refused(String name, boolean named, boolean read, Diagnostic reason) {
    return new FileText(name, named, read, List.of(), List.of(new UnreadDocument(reason.span(), reason.message())),
        List.of());
  }

  /**
   * Hands over what the chunk readers found, once all have read. Of the templates in a file only the first is reported, as
   * one command renders them all.
   *
   * @return the file as it was read
   */
  SourceFile collect(List<Document> documents, List<UnreadDocument> unreadDocuments, Diagnostics diagnostics) {
    List<Document> found = new ArrayList<>(whole);
    List<UnreadDocument> lost = new ArrayList<>(unread);
    boolean templateReported = false;
    for (ChunkReader chunk : chunks) {
      diagnostics.addAll(chunk.diagnostics());
      for (ChunkReader.Item item : chunk.items()) {
        switch (item) {
          case ChunkReader.Read document ->
              found.add(new Document(document.root(), name, found.size() + lost.size(), document.comments()));
          case ChunkReader.Failure(Diagnostic diagnostic) -> {
            boolean template = diagnostic.type().equals(ProblemType.TEMPLATE);
            if (!template || !templateReported) {
              diagnostics.add(diagnostic);
            }
            templateReported |= template;
            lost.add(new UnreadDocument(diagnostic.span(), diagnostic.message()));
          }
        }
      }
    }
    documents.addAll(found);
    unreadDocuments.addAll(lost);
    return new SourceFile(name, named, read, found.size(), lost.size());
  }
}
