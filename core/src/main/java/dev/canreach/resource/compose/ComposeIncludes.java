package dev.canreach.resource.compose;

import dev.canreach.resource.manifest.FieldPath;
import dev.canreach.resource.manifest.Place;
import dev.canreach.resource.manifest.Problems;
import dev.canreach.source.MapNode;
import dev.canreach.source.Node;
import dev.canreach.source.Quote;
import dev.canreach.source.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Puts the files that a file includes below it (COMPOSE/C-6): each is a model of its own with its own variables, and what
 * the including file says of the same name goes over it.
 */
final class ComposeIncludes {
  private static final FieldPath PATH = FieldPath.ROOT.child("include");
  private static final List<String> OWN = List.of("name", "version", "include");
  /** How many files a project may include, counted as often as they are. */
  private static final int MOST = 200;

  private final ComposeFiles files;
  private final ComposeMerge merge;
  private final ComposeExtensions extensions;
  private final Problems problems;
  private final List<ComposeProject.Gap> gaps;
  private int count;

  ComposeIncludes(ComposeFiles files, ComposeMerge merge, ComposeExtensions extensions, Problems problems,
      List<ComposeProject.Gap> gaps) {
    this.files = files;
    this.merge = merge;
    this.extensions = extensions;
    this.problems = problems;
    this.gaps = gaps;
  }

  /**
   * The tree of a file with variables replaced, and with what it includes and extends.
   *
   * @param before the files that it is merged with, whose services it may extend
   * @param chain the file, after those that include it
   */
  MapNode resolved(MapNode root, MapNode before, Map<String, String> variables, List<String> chain) {
    new ComposeShape(problems).check(root);
    MapNode tree = new Interpolation(variables, problems).apply(root, FieldPath.ROOT);
    MapNode below = new MapNode(List.of(), root.span());
    for (Node item : tree.find("include").map(Trees::items).orElse(List.of())) {
      below = merge.files(below, without(model(item, variables, chain)));
    }
    MapNode whole = below.entries().isEmpty() ? tree : merge.files(below, tree);
    return extensions.applied(whole, before, variables);
  }

  /** What one entry includes: a file, or several that are merged. */
  private MapNode model(Node item, Map<String, String> variables, List<String> chain) {
    MapNode model = new MapNode(List.of(), item.span());
    List<String> paths = item instanceof MapNode map ? Trees.texts(map, "path") : List.of(Trees.text(item));
    boolean elsewhere = item instanceof MapNode map
        && (map.find("project_directory").isPresent() || map.find("env_file").isPresent());
    Optional<Map<String, String>> own = Optional.empty();
    for (String path : paths) {
      String name = SourceFile.beside(chain.getLast(), path);
      Optional<MapNode> found = files.find(chain.getLast(), path);
      Place place = new Place(PATH, item.span());
      if (found.isEmpty() || elsewhere) {
        String why = found.isEmpty()
            ? "was not read: give it below the folder of this file"
            : "is read without its `env_file` and `project_directory`: leave them out";
        problems.warning(place, "the included file " + Quote.text(path) + " " + why);
        gaps.add(new ComposeProject.Gap("the included file " + Quote.text(path), item.span()));
      }
      if (chain.contains(name)) {
        problems.invalid(place, path, "includes itself in the end: break the circle");
      } else if (count++ > MOST) {
        problems.invalid(place, path, "is one file too many: include at most " + MOST);
      } else if (found.isPresent()) {
        if (own.isEmpty()) {
          Map<String, String> joined = new TreeMap<>(files.variables(name));
          joined.putAll(variables);
          own = Optional.of(joined);
        }
        List<String> longer = new ArrayList<>(chain);
        longer.add(name);
        model = merge.files(model, resolved(found.get(), model, own.get(), longer));
      }
    }
    return model;
  }

  private static MapNode without(MapNode tree) {
    return new MapNode(tree.entries().stream().filter(entry -> !OWN.contains(entry.key().text())).toList(), tree.tag(),
        tree.span());
  }
}
