package dev.canreach.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The {@code .env} files beside files with variables, such as Compose files: they hold the variables' values. */
final class Companions {
  private static final int MAX_BYTES = 1 << 20;
  private static final String NAME = ".env";

  private final Map<String, Path> paths = new HashMap<>();

  /** Remembers where a file is. */
  void file(String name, Path path) {
    paths.put(name, path);
  }

  /** The texts beside the files of those documents that may use them, by the name of the file. */
  SortedMap<String, String> of(List<Document> documents) {
    SortedMap<String, String> texts = new TreeMap<>();
    for (Document document : documents) {
      Path path = paths.get(document.file());
      if (path != null && !texts.containsKey(document.file()) && document.root() instanceof MapNode map
          && (map.find("services").isPresent() || map.find("include").isPresent())
          && map.find("apiVersion").isEmpty()) {
        Path companion = path.toAbsolutePath().resolveSibling(NAME);
        if (Files.isRegularFile(companion)) {
          texts.put(document.file(), read(companion));
        }
      }
    }
    return texts;
  }

  /** The text; empty when it cannot be read, as if there were none. */
  private static String read(Path path) {
    try (InputStream in = Files.newInputStream(path)) {
      return new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }
}
