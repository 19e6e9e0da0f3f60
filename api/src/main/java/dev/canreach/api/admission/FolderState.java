package dev.canreach.api.admission;

import dev.canreach.solver.Canreach;
import dev.canreach.solver.LoadOptions;
import dev.canreach.solver.Snapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A folder of manifests; it is looked at again and again, since mounted folders do not tell when they change. */
public final class FolderState implements StateSource {
  private static final int DEEPEST = 20;

  private final Path folder;
  private final LoadOptions options;
  private List<String> seen = List.of();

  /** A folder, read with these options. */
  public FolderState(Path folder, LoadOptions options) {
    this.folder = folder;
    this.options = options;
  }

  @Override
  public synchronized Optional<Snapshot> changed() {
    List<String> now = stamps();
    if (now.equals(seen)) {
      return Optional.empty();
    }
    Snapshot snapshot = Canreach.load(List.of(folder.toString()), options);
    seen = now;
    return Optional.of(snapshot);
  }

  /** What changes when a file does. */
  private List<String> stamps() {
    try (Stream<Path> files = Files.find(folder, DEEPEST, (path, attributes) -> attributes.isRegularFile(),
        FileVisitOption.FOLLOW_LINKS)) {
      return files.map(FolderState::stamp).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String stamp(Path file) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return file + " " + attributes.lastModifiedTime() + " " + attributes.size();
    } catch (IOException e) {
      return file + " gone";
    }
  }
}
