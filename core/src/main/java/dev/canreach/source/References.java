package dev.canreach.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files that Compose files include or extend (COMPOSE/C-6). Only regular files below the folder that the user gave
 * are found, wherever links lead.
 */
final class References {
  private final Map<String, Place> places = new HashMap<>();

  /** Where a file is, and the real path of the folder that what it refers to must lie below. */
  private record Place(Path path, Path root) {}

  /**
   * A file that another one refers to.
   *
   * @param name the name of the file, made from that of the other one
   * @param path where it is
   * @param root the real path of the folder that it lies below
   */
  record Found(String name, Path path, Path root) {}

  /** Remembers where a file is. */
  void file(String name, Path path, Path root) {
    places.put(SourceFile.plain(name), new Place(path, root));
  }

  /** The files that a document refers to and that nobody has read yet. */
  List<Found> of(Document document) {
    List<Found> found = new ArrayList<>();
    Place place = places.get(SourceFile.plain(document.file()));
    if (place != null && document.root() instanceof MapNode map && map.find("apiVersion").isEmpty()) {
      for (String path : paths(map)) {
        String name = SourceFile.beside(document.file(), path);
        if (!places.containsKey(name) && found.stream().noneMatch(other -> other.name().equals(name))) {
          locate(place, path).ifPresent(real -> found.add(new Found(name, real, place.root())));
        }
      }
    }
    return found;
  }

  /** The paths as written: of files that are included, and of files with services that are extended. */
  private static List<String> paths(MapNode compose) {
    List<String> paths = new ArrayList<>();
    compose.find("include").ifPresent(include -> {
      for (Node item : items(include)) {
        Node path = item instanceof MapNode map ? map.find("path").orElse(map) : item;
        items(path).forEach(each -> add(each, paths));
      }
    });
    if (compose.find("services").orElse(compose) instanceof MapNode services) {
      for (MapNode.Entry entry : services.entries()) {
        if (entry.value() instanceof MapNode service
            && service.find("extends").orElse(service) instanceof MapNode base) {
          base.find("file").ifPresent(file -> add(file, paths));
        }
      }
    }
    return paths;
  }

  private static List<Node> items(Node node) {
    return node instanceof ListNode list ? list.items() : List.of(node);
  }

  private static void add(Node node, List<String> paths) {
    if (node instanceof ScalarNode scalar && !scalar.text().isEmpty()) {
      paths.add(scalar.text());
    }
  }

  private static Optional<Path> locate(Place from, String path) {
    try {
      Path real = from.path().toAbsolutePath().resolveSibling(path).toRealPath();
      return real.startsWith(from.root()) && Files.isRegularFile(real) ? Optional.of(real) : Optional.empty();
    } catch (IOException | InvalidPathException e) {
      return Optional.empty();
    }
  }
}
