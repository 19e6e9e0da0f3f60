package dev.canreach.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One run of a reader: reads the files that it is given, within the limits of the run. */
final class Reading implements Inputs.Sink {

  /** Where bytes come from. */
  interface Opening {

    InputStream open() throws IOException;
  }

  private final SourceLimits limits;
  private final Diagnostics diagnostics;
  private final TextPool pool = new TextPool();
  private final List<Document> documents = new ArrayList<>();
  private final List<SourceFile> files = new ArrayList<>();
  private final List<UnreadDocument> unread = new ArrayList<>();
  private long totalBytes;

  Reading(SourceLimits limits, Diagnostics diagnostics) {
    this.limits = limits;
    this.diagnostics = diagnostics;
  }

  SourceSet result() {
    return new SourceSet(documents, files, unread);
  }

  @Override
  public void file(String name, Path path, boolean named) {
    stream(name, named, () -> Files.newInputStream(path));
  }

  /** Reads a stream to its end and closes it. */
  void stream(String name, boolean named, Opening opening) {
    if (files.size() >= limits.maxFiles()) {
      refused(name, named, ProblemType.LIMIT, Severity.ERROR,
          "more than " + limits.maxFiles() + " files are given: give fewer");
      return;
    }
    byte[] bytes;
    try (InputStream in = opening.open()) {
      // one byte more than allowed tells a file that is too long
      bytes = in.readNBytes((int) Math.min(limits.maxBytes(), Integer.MAX_VALUE - 16) + 1);
    } catch (AccessDeniedException e) {
      refused(name, named, Severity.ERROR, "the file can't be opened: change its permissions or leave it out");
      return;
    } catch (IOException e) {
      refused(name, named, Severity.ERROR, "the file can't be read: try again, or leave it out");
      return;
    }
    text(name, named, bytes);
  }

  void text(String name, boolean named, byte[] bytes) {
    totalBytes += bytes.length;
    if (bytes.length > limits.maxBytes()) {
      refused(name, named, ProblemType.LIMIT, Severity.ERROR,
          "the file has more than " + limits.maxBytes() + " bytes: split it");
      return;
    }
    if (totalBytes > limits.maxTotalBytes()) {
      refused(name, named, ProblemType.LIMIT, Severity.ERROR,
          "the files have more than " + limits.maxTotalBytes() + " bytes together: give fewer");
      return;
    }
    var reader = new TextReader(name, limits, pool, diagnostics);
    reader.read(bytes);
    documents.addAll(reader.documents());
    unread.addAll(reader.unread());
    files.add(new SourceFile(name, named, true, reader.documents().size(), reader.unread().size()));
  }

  @Override
  public void refused(String name, boolean named, Severity severity, String message) {
    refused(name, named, ProblemType.FILE, severity, message);
  }

  private void refused(String name, boolean named, String type, Severity severity, String message) {
    Span span = Span.startOf(name);
    diagnostics.add(new Diagnostic(severity, span, type, message));
    unread.add(new UnreadDocument(span, message));
    files.add(new SourceFile(name, named, false, 0, 1));
  }
}
