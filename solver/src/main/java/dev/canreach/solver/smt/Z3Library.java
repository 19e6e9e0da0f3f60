package dev.canreach.solver.smt;

import com.microsoft.z3.Native;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Loads Z3's native libraries, which the jar of its bindings carries: unpacks them once into a {@link NativeFolder} that
 * later starts reuse.
 */
public final class Z3Library {
  private static boolean tried;
  private static @Nullable String failure;

  private Z3Library() {}

  /**
   * Loads the libraries unless that has happened already: about 2 ms when they are unpacked, 200 ms when not.
   *
   * @throws Z3UnavailableException when they can't be loaded here, at this call and at every later one
   */
  public static synchronized void load() {
    if (!tried) {
      failure = tryFolders();
      tried = true;
    }
    if (failure != null) {
      throw new Z3UnavailableException(failure);
    }
  }

  /** Why no folder would do, or null after success. */
  private static @Nullable String tryFolders() {
    String problem = null;
    for (NativeFolder candidate : NativeFolder.values()) {
      try {
        Path folder = candidate.locate();
        if (folder != null) {
          unpack(folder).forEach(library -> System.load(library.toString()));
          return null;
        }
      } catch (IOException | UnsatisfiedLinkError e) {
        problem = e.getMessage(); // a folder mounted `noexec` fails only here; the next one may do
      }
    }
    return problem;
  }

  /**
   * Makes the libraries of this platform present in a folder below the one given, and names them in loading order.
   * Complete files are moved into place, so concurrent starts don't disturb each other.
   */
  static List<Path> unpack(Path folder) throws IOException {
    Platform platform = Platform.current();
    var packed = new ArrayList<Packed>();
    for (String name : platform.libraries()) {
      packed.add(Packed.find(platform.folder(), name));
    }
    // The size tells versions apart, so that each has a folder of its own, and a complete file from a damaged one.
    Path home = folder.resolve("z3-" + packed.stream().mapToLong(Packed::size).sum());
    Files.createDirectories(home);
    var unpacked = new ArrayList<Path>();
    for (Packed library : packed) {
      Path target = home.resolve(library.name());
      if (!Files.isRegularFile(target) || Files.size(target) != library.size()) {
        library.copyTo(target, Files.createTempFile(home, library.name(), ".partial"));
      }
      unpacked.add(target);
    }
    return unpacked;
  }

  /** A library inside the jar; {@code size} in bytes. */
  private record Packed(String name, URL url, long size) {
    static Packed find(String folder, String name) throws IOException {
      URL url = Native.class.getResource(folder + "/" + name);
      if (url == null) {
        throw new IOException("there is no Z3 for " + folder);
      }
      return new Packed(name, url, url.openConnection().getContentLengthLong());
    }

    void copyTo(Path target, Path partial) throws IOException {
      try (var in = url.openStream()) {
        Files.copy(in, partial, StandardCopyOption.REPLACE_EXISTING);
        Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(partial);
      }
    }
  }

  /** The folder of the jar for one operating system and processor, and its libraries in loading order. */
  private record Platform(String folder, List<String> libraries) {
    static Platform current() {
      String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
      String processor = switch (System.getProperty("os.arch")) {
        case "amd64", "x86_64" -> "amd64";
        case "aarch64", "arm64" -> "aarch64";
        case String other -> other;
      };
      if (system.startsWith("windows")) {
        return new Platform("windows/" + processor,
            List.of("vcruntime140.dll", "vcruntime140_1.dll", "libz3.dll", "libz3java.dll"));
      }
      if (system.startsWith("mac")) {
        return new Platform("osx/" + processor, List.of("libz3.dylib", "libz3java.dylib"));
      }
      return new Platform("linux/" + processor, List.of("libz3.so", "libz3java.so"));
    }
  }
}
