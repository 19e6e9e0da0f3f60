package dev.canreach.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One run of a reader: reads the files that it is given, within the limits of the run. Files are opened one after the other; their text is parsed on every
 * processor, and comes out in the order of the files all the same.
 */
final class Reading implements Inputs.Sink {

  /** Where bytes come from. */
  interface Opening {

    InputStream open() throws IOException;
  }

  /** So many bytes are parsed together: enough for every processor, and little beside the trees that they become. */
  private static final int BATCH_BYTES = 8 << 20;
  /** With fewer documents than this a second thread takes longer to start than to help. */
  private static final int MIN_SHARED = 8;

  private final SourceLimits limits;
  private final Diagnostics diagnostics;
  private final TextPool pool = new TextPool();
  private final List<Document> documents = new ArrayList<>();
  private final List<SourceFile> files = new ArrayList<>();
  private final List<UnreadDocument> unread = new ArrayList<>();
  private final Companions companions = new Companions();
  private final References references = new References();
  private final List<FileText> batch = new ArrayList<>();
  private long batchBytes;
  private long totalBytes;

  Reading(SourceLimits limits, Diagnostics diagnostics) {
    this.limits = limits;
    this.diagnostics = diagnostics;
  }

  SourceSet result() {
    parse();
    List<Document> referred = referred();
    List<Document> all = Stream.concat(documents.stream(), referred.stream()).toList();
    return new SourceSet(documents, files, unread, companions.of(all), referred);
  }

  /** Reads what documents refer to, and what that refers to. */
  private List<Document> referred() {
    List<Document> referred = new ArrayList<>();
    List<Document> next = List.copyOf(documents);
    while (!next.isEmpty()) {
      int before = documents.size();
      for (Document document : next) {
        references.of(document).forEach(found -> file(found.name(), found.path(), found.root(), false));
      }
      parse();
      List<Document> added = documents.subList(before, documents.size());
      next = List.copyOf(added);
      added.clear();
      referred.addAll(next);
    }
    return referred;
  }

  @Override
  public void file(String name, Path path, Path root, boolean named) {
    companions.file(name, path);
    references.file(name, path, root);
    stream(name, named, () -> Files.newInputStream(path));
  }

  /** Reads a stream to its end and closes it. */
  void stream(String name, boolean named, Opening opening) {
    if (files.size() + batch.size() >= limits.maxFiles()) {
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
    batch.add(fileText(name, named, bytes));
    batchBytes += bytes.length;
    if (batchBytes >= BATCH_BYTES) {
      parse();
    }
  }

  private FileText fileText(String name, boolean named, byte[] bytes) {
    try {
      DecodedText decoded = DecodedText.of(name, bytes);
      if (PlainText.is(name, decoded.text())) {
        return FileText.plain(name, named, decoded.text());
      }
      List<ChunkReader> chunks = new ArrayList<>();
      for (Chunk chunk : Chunks.of(name, decoded)) {
        chunks.add(new ChunkReader(chunk, decoded.faults(), limits, pool));
      }
      return FileText.of(name, named, chunks);
    } catch (UnreadableException e) {
      diagnostics.add(e.diagnostic());
      return FileText.refused(name, named, true, e.diagnostic());
    }
  }

  /** Parses the files of the batch. */
  private void parse() {
    List<ChunkReader> chunks = batch.stream().flatMap(file -> file.chunks().stream()).toList();
    Stream<ChunkReader> shared = chunks.size() < MIN_SHARED ? chunks.stream() : chunks.parallelStream();
    shared.forEach(ChunkReader::read);
    batch.forEach(file -> files.add(file.collect(documents, unread, diagnostics)));
    batch.clear();
    batchBytes = 0;
  }

  @Override
  public void leftOut(String name) {
    diagnostics.add(new Diagnostic(Severity.WARNING, Span.startOf(name), ProblemType.FILE,
        "the file is left out, as its name ends in none of `.yaml`, `.yml` and `.json`: rename it, or render it if it is a template"));
  }

  @Override
  public void refused(String name, boolean named, Severity severity, String message) {
    refused(name, named, ProblemType.FILE, severity, message);
  }

  private void refused(String name, boolean named, String type, Severity severity, String message) {
    var reason = new Diagnostic(severity, Span.startOf(name), type, message);
    diagnostics.add(reason);
    batch.add(FileText.refused(name, named, false, reason));
  }
}
