package dev.canreach.resource.compose;

import dev.canreach.resource.manifest.FieldPath;
import dev.canreach.resource.manifest.Place;
import dev.canreach.resource.manifest.ProblemType;
import dev.canreach.resource.manifest.Problems;
import dev.canreach.source.MapNode;
import dev.canreach.source.Node;
import dev.canreach.source.Quote;
import dev.canreach.source.SourceFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Puts services below those that extend them (COMPOSE/C-6). */
final class ComposeExtensions {
  private static final String SERVICES = "services";
  private static final FieldPath SERVICE_PATH = FieldPath.ROOT.child(SERVICES);

  private final ComposeFiles files;
  private final ComposeMerge merge;
  private final Problems problems;
  private final List<ComposeProject.Gap> gaps;
  private final Map<Read, MapNode> read = new HashMap<>();

  /** A file that was read, with these variables. */
  private record Read(String file, Map<String, String> variables) {}

  /**
   * Where a service is looked for.
   *
   * @param file the name of the file
   * @param services the services of the file
   * @param before the services of files that it is merged with
   * @param variables the variables of the file
   */
  private record Origin(String file, MapNode services, MapNode before, Map<String, String> variables) {}

  ComposeExtensions(ComposeFiles files, ComposeMerge merge, Problems problems, List<ComposeProject.Gap> gaps) {
    this.files = files;
    this.merge = merge;
    this.problems = problems;
    this.gaps = gaps;
  }

  /** The tree in which every service that extends another holds what it takes over. */
  MapNode applied(MapNode tree, MapNode before, Map<String, String> variables) {
    Optional<MapNode> services = Trees.map(tree, SERVICES);
    if (services.isEmpty()) {
      return tree;
    }
    MapNode earlier = Trees.map(before, SERVICES).orElse(new MapNode(List.of(), before.span()));
    var entries = new ArrayList<MapNode.Entry>();
    for (MapNode.Entry entry : services.get().entries()) {
      Node value = entry.value() instanceof MapNode service
          ? extended(entry.key().text(), service,
              new Origin(service.span().file(), services.get(), earlier, variables), new HashSet<>())
          : entry.value();
      entries.add(new MapNode.Entry(entry.key(), value));
    }
    MapNode all = new MapNode(entries, services.get().tag(), services.get().span());
    return new MapNode(tree.entries()
        .stream()
        .map(entry -> entry.key().text().equals(SERVICES) ? new MapNode.Entry(entry.key(), all) : entry)
        .toList(), tree.tag(), tree.span());
  }

  private MapNode extended(String name, MapNode service, Origin origin, Set<String> seen) {
    Optional<Node> extension = service.find("extends").filter(node -> !Trees.isNull(node));
    if (extension.isEmpty()) {
      return service;
    }
    FieldPath path = SERVICE_PATH.child(name);
    Place place = new Place(path.child("extends"), extension.get().span());
    String base = extension.get() instanceof MapNode map ? Trees.text(map, "service") : Trees.text(extension.get());
    String file = extension.get() instanceof MapNode map ? Trees.text(map, "file") : "";
    MapNode own = without(service, "extends");
    if (!seen.add(origin.file() + "\n" + name)) {
      problems.invalid(place, base, "extends itself in the end: break the circle");
      return own;
    }
    Optional<Origin> where = file.isEmpty()
        || SourceFile.beside(origin.file(), file).equals(SourceFile.plain(origin.file()))
            ? Optional.of(origin)
            : other(origin, file);
    if (where.isEmpty()) {
      problems.warning(place, "the file " + Quote.text(file) + " was not read: give it below the folder of this file");
      gaps.add(new ComposeProject.Gap("the file " + Quote.text(file) + " that service " + Quote.text(name)
          + " extends", place.span()));
      return own;
    }
    Optional<MapNode> found = Trees.map(where.get().services(), base).or(() -> Trees.map(where.get().before(), base));
    if (found.isEmpty()) {
      problems.error(ProblemType.NOT_FOUND, place, "there is no service " + Quote.text(base) + " to extend");
      return own;
    }
    return merge.services(path, extended(base, found.get(), where.get(), seen), own);
  }

  /** The services of another file, which has the variables of the one that refers to it. */
  private Optional<Origin> other(Origin from, String path) {
    return files.find(from.file(), path).map(root -> {
      String name = SourceFile.beside(from.file(), path);
      MapNode tree = read.computeIfAbsent(new Read(name, from.variables()),
          key -> new Interpolation(key.variables(), problems).apply(root, FieldPath.ROOT));
      MapNode nothing = new MapNode(List.of(), root.span());
      return new Origin(root.span().file(), Trees.map(tree, SERVICES).orElse(nothing), nothing, from.variables());
    });
  }

  private static MapNode without(MapNode map, String key) {
    return new MapNode(map.entries().stream().filter(entry -> !entry.key().text().equals(key)).toList(), map.tag(),
        map.span());
  }
}
