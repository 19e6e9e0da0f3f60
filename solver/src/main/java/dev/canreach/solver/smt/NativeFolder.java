package dev.canreach.solver.smt;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The places where unpacked native libraries may be kept, in the order in which they are tried. */
enum NativeFolder {
  /** The folder that the system property {@value #PROPERTY} names; trusted as it is. */
  NAMED {
    @Override
    @Nullable
    Path locate() {
      String named = System.getProperty(PROPERTY);
      return named == null ? null : Path.of(named).toAbsolutePath();
    }
  },

  /** The user's cache folder, only while nobody else may write to it. */
  USER_CACHE {
    @Override
    @Nullable
    Path locate() throws IOException {
      String cache = System.getenv("XDG_CACHE_HOME");
      Path base = cache == null || cache.isEmpty()
          ? Path.of(System.getProperty("user.home"), ".cache")
          : Path.of(cache);
      return base.isAbsolute() ? ownFolder(base.resolve("canreach")) : null;
    }
  },

  /** A folder of this process alone. */
  TEMPORARY {
    @Override
    Path locate() throws IOException {
      Path folder = Files.createTempDirectory("canreach");
      folder.toFile().deleteOnExit();
      return folder;
    }
  };

  static final String PROPERTY = "canreach.native";

  private static final Set<PosixFilePermission> WRITE_BY_OTHERS = Set.of(PosixFilePermission.GROUP_WRITE,
      PosixFilePermission.OTHERS_WRITE);

  /** The folder, which may not exist yet, or null when there is no such place here. */
  abstract @Nullable Path locate() throws IOException;

  /** Creates the folder for this user alone; null when it is another user's or others may plant a library in it. */
  static @Nullable Path ownFolder(Path folder) throws IOException {
    if (!folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return null;
    }
    Files.createDirectories(folder.getParent());
    try {
      Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (FileAlreadyExistsException e) {
      boolean own = Files.getOwner(folder).getName().equals(System.getProperty("user.name"));
      boolean closed = Collections.disjoint(Files.getPosixFilePermissions(folder), WRITE_BY_OTHERS);
      return own && closed ? folder : null;
    }
    return folder;
  }
}
