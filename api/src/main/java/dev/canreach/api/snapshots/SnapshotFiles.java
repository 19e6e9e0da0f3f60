package dev.canreach.api.snapshots;

import java.io.IOException;
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

  /** Opens the folder and removes what an earlier process did not finish. */
  SnapshotFiles(Path folder) throws IOException {
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
  }

  /** Writes a snapshot; when this returns, it survives the end of the process and of the machine. */
  void write(String owner, String id, byte[] bytes) throws IOException {
    Path owned = folder.resolve(owner);
    Path place = owned.resolve(id);
    if (Files.exists(place)) {
      return;
    }
    if (!Files.isDirectory(owned)) {
      Files.createDirectories(owned);
      force(folder);
    }
    Path partial = owned.resolve(id + "." + UUID.randomUUID() + PARTIAL);
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
