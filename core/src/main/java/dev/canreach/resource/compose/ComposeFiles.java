package dev.canreach.resource.compose;

import dev.canreach.resource.manifest.Reading;
import dev.canreach.source.Document;
import dev.canreach.source.MapNode;
import dev.canreach.source.Node;
import dev.canreach.source.SourceFile;
import dev.canreach.source.SourceSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Every Compose file that was read, and how one finds another. */
final class ComposeFiles {
  private static final String ENVIRONMENT = "env.";

  private final Map<String, MapNode> trees = new HashMap<>();
  private final SortedMap<String, String> environments;
  private final Map<String, String> given = new TreeMap<>();

  /** The files of an input; the settings give variables. */
  ComposeFiles(List<ComposeFile> files, SourceSet sources, Reading reading) {
    environments = sources.companions();
    for (Document document : sources.referred()) {
      if (document.root() instanceof MapNode root) {
        trees.putIfAbsent(SourceFile.plain(document.file()), root);
      }
    }
    files.forEach(file -> trees.put(SourceFile.plain(file.name()), file.root()));
    reading.options().settings().forEach((key, value) -> {
      if (key.startsWith(ENVIRONMENT)) {
        given.put(key.substring(ENVIRONMENT.length()), value);
      }
    });
  }

  /** The file that another one refers to; empty when it was not read. */
  Optional<MapNode> find(String from, String path) {
    return Optional.ofNullable(trees.get(SourceFile.beside(from, path)));
  }

  /** The variables of the environment file beside a file, and over them those that the user gives. */
  Map<String, String> variables(String file) {
    Map<String, String> variables = new TreeMap<>(EnvironmentFile.read(environments.getOrDefault(file, "")));
    variables.putAll(given);
    return variables;
  }

  /** The names of the files that others include: they are part of the project of those. */
  Set<String> included() {
    Set<String> included = new HashSet<>();
    trees.forEach((name, root) -> root.find("include").map(Trees::items).orElse(List.of()).forEach(item -> {
      Optional<Node> path = item instanceof MapNode map ? map.find("path") : Optional.of(item);
      path.map(Trees::items)
          .orElse(List.of())
          .forEach(each -> included.add(SourceFile.beside(name, Trees.text(each))));
    }));
    return included;
  }

  /** The names of the files with services that others extend. */
  Set<String> extended() {
    Set<String> extended = new HashSet<>();
    trees.forEach((name, root) -> Trees.map(root, "services").map(MapNode::entries).orElse(List.of()).forEach(entry -> {
      if (entry.value() instanceof MapNode service) {
        Trees.map(service, "extends")
            .map(base -> SourceFile.beside(name, Trees.text(base, "file")))
            .filter(other -> !other.equals(name))
            .ifPresent(extended::add);
      }
    }));
    return extended;
  }
}
