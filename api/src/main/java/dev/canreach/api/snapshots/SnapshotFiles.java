package dev.canreach.api.snapshots;

import dev.canreach.api.http.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Snapshots on disk: one file for each owner and content. A file is written beside its place, forced to disk and moved
 * there, so that whatever ends the process, a file with the name of a snapshot is whole.
 */
final class SnapshotFiles {
  private static final Logger LOG = LoggerFactory.getLogger(SnapshotFiles.class);
  private static final String PARTIAL = ".partial";

  private final Path folder;
  private final DiskBudget budget;

  /**
   * Opens the folder and removes what an earlier process did not finish.
   *
   * @param bytes how many bytes all files may have
   */
  SnapshotFiles(Path folder, long bytes) throws IOException {
    this.folder = folder;
    Files.createDirectories(folder);
    try (DirectoryStream<Path> owners = Files.newDirectoryStream(folder, Files::isDirectory)) {
      for (Path owner : owners) {
        try (DirectoryStream<Path> unfinished = Files.newDirectoryStream(owner, "*" + PARTIAL)) {
          for (Path file : unfinished) {
            Files.deleteIfExists(file);
          }
        }
      }
    }
    budget = new DiskBudget(bytes, this::count);
  }

  private long count() throws IOException {
    try (Stream<Path> files = Files.find(folder, 2,
        (path, attributes) -> attributes.isRegularFile() && !path.toString().endsWith(PARTIAL))) {
      return files.mapToLong(SnapshotFiles::size).sum();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Somebody may remove the file while the folder is read. */
  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (NoSuchFileException e) {
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many bytes are taken on disk. */
  long bytes() {
    return budget.used();
  }

  /**
   * Writes a snapshot; when this returns, it survives the end of the process and of the machine.
   *
   * @throws Problem when the budget has no room for it
   */
  void write(String owner, String id, byte[] bytes) throws IOException {
    Path owned = folder.resolve(owner);
    Path place = owned.resolve(id);
    if (Files.exists(place)) {
      return;
    }
    budget.reserve(bytes.length);
    boolean written = false;
    try {
      write(owned, place, bytes);
      written = true;
    } finally {
      if (written) {
        budget.written(bytes.length);
      } else {
        budget.abandoned(bytes.length);
      }
    }
  }

  private void write(Path owned, Path place, byte[] bytes) throws IOException {
    if (!Files.isDirectory(owned)) {
      Files.createDirectories(owned);
      force(folder);
    }
    Path partial = owned.resolve(place.getFileName() + "." + UUID.randomUUID() + PARTIAL);
    try {
      try (FileChannel out = FileChannel.open(partial, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
          out.write(rest);
        }
        out.force(true);
      }
      Files.move(partial, place, StandardCopyOption.ATOMIC_MOVE);
      force(owned);
    } finally {
      Files.deleteIfExists(partial);
    }
  }

  /** Reads a snapshot; empty when there is none, or the file is not what its name says. */
  Optional<byte[]> read(String owner, String id) throws IOException {
    try {
      byte[] bytes = Files.readAllBytes(folder.resolve(owner).resolve(id));
      if (ManifestSet.id(bytes).equals(id)) {
        return Optional.of(bytes);
      }
      LOG.atError().addKeyValue("snapshot", id).log("the file of a snapshot was changed and is not used");
      return Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Forces the entries of a folder to disk. */
  private static void force(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
