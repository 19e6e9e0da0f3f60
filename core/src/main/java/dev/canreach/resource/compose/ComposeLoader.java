package dev.canreach.resource.compose;

import dev.canreach.resource.manifest.FieldPath;
import dev.canreach.resource.manifest.Place;
import dev.canreach.resource.manifest.ProblemType;
import dev.canreach.resource.manifest.Problems;
import dev.canreach.source.MapNode;
import dev.canreach.source.Node;
import dev.canreach.source.Quote;
import dev.canreach.source.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes one project of its files, in the order of the reference parser (COMPOSE/C-1). */
final class ComposeLoader {
  private static final String SERVICES = "services";
  private static final FieldPath SERVICE_PATH = FieldPath.ROOT.child(SERVICES);

  private final Map<String, String> variables;
  private final Problems problems;
  private final ComposeMerge merge;
  private final List<ComposeProject.Gap> gaps = new ArrayList<>();

  ComposeLoader(Map<String, String> variables, Problems problems) {
    this.variables = variables;
    this.problems = problems;
    this.merge = new ComposeMerge(problems);
  }

  /**
   * Loads a project.
   *
   * @param name its name
   * @param files at least one file
   */
  ComposeProject load(String name, List<ComposeFile> files) {
    Span span = files.get(0).span();
    MapNode merged = new MapNode(List.of(), span);
    for (ComposeFile file : files) {
      new ComposeShape(problems).check(file.root());
      MapNode tree = new Interpolation(variables, problems).apply(file.root(), FieldPath.ROOT);
      included(tree);
      merged = merge.files(merged, extended(tree, merged));
    }
    MapNode settled = (MapNode) Trees.settled(merged);
    if (!ProjectName.isValid(name)) {
      problems.invalid(new Place(FieldPath.ROOT.child("name"), span), name,
          "is no project name: use lower-case letters, digits, `-` and `_`, and begin with a letter or digit");
    }
    ComposeProject project = new ComposeDecoder(problems, variables).decode(name, settled, gaps);
    new ComposeRules(problems, settled).check(project);
    return project;
  }

  private void included(MapNode tree) {
    tree.find("include").ifPresent(node -> {
      for (Node item : Trees.items(node)) {
        String path = item instanceof MapNode map ? String.join(", ", Trees.texts(map, "path")) : Trees.text(item);
        gaps.add(new ComposeProject.Gap("the included file " + Quote.text(path), item.span()));
      }
    });
  }

  /** The tree in which every service that extends another holds what it takes over. */
  private MapNode extended(MapNode tree, MapNode before) {
    Optional<MapNode> services = Trees.map(tree, SERVICES);
    if (services.isEmpty()) {
      return tree;
    }
    var entries = new ArrayList<MapNode.Entry>();
    for (MapNode.Entry entry : services.get().entries()) {
      Node value = entry.value() instanceof MapNode service
          ? extended(entry.key().text(), service, services.get(), before, new HashSet<>())
          : entry.value();
      entries.add(new MapNode.Entry(entry.key(), value));
    }
    MapNode all = new MapNode(entries, services.get().tag(), services.get().span());
    return new MapNode(tree.entries()
        .stream()
        .map(entry -> entry.key().text().equals(SERVICES) ? new MapNode.Entry(entry.key(), all) : entry)
        .toList(), tree.tag(), tree.span());
  }

  private MapNode extended(String name, MapNode service, MapNode services, MapNode before, Set<String> seen) {
    Optional<Node> extension = service.find("extends").filter(node -> !Trees.isNull(node));
    if (extension.isEmpty()) {
      return service;
    }
    FieldPath path = SERVICE_PATH.child(name);
    Place place = new Place(path.child("extends"), extension.get().span());
    String base = extension.get() instanceof MapNode map ? Trees.text(map, "service") : Trees.text(extension.get());
    String file = extension.get() instanceof MapNode map ? Trees.text(map, "file") : "";
    MapNode own = without(service, "extends");
    if (!file.isEmpty() && !isSameFile(file, service.span().file())) {
      gaps.add(new ComposeProject.Gap("the file " + Quote.text(file) + " that service " + Quote.text(name)
          + " extends", place.span()));
      return own;
    }
    if (!seen.add(name)) {
      problems.invalid(place, base, "extends itself in the end: break the circle");
      return own;
    }
    Optional<MapNode> found = Trees.map(services, base)
        .or(() -> Trees.map(before, SERVICES).flatMap(earlier -> Trees.map(earlier, base)));
    if (found.isEmpty()) {
      problems.error(ProblemType.NOT_FOUND, place, "there is no service " + Quote.text(base) + " to extend");
      return own;
    }
    return merge.services(path, extended(base, found.get(), services, before, seen), own);
  }

  private static boolean isSameFile(String written, String file) {
    String plain = written.startsWith("./") ? written.substring(2) : written;
    return file.equals(plain) || file.endsWith("/" + plain);
  }

  private static MapNode without(MapNode map, String key) {
    return new MapNode(map.entries().stream().filter(entry -> !entry.key().text().equals(key)).toList(), map.tag(),
        map.span());
  }

}
