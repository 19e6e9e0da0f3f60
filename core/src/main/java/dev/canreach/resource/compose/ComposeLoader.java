package dev.canreach.resource.compose;

import dev.canreach.resource.manifest.FieldPath;
import dev.canreach.resource.manifest.Place;
import dev.canreach.resource.manifest.Problems;
import dev.canreach.source.MapNode;
import dev.canreach.source.SourceFile;
import dev.canreach.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes one project of its files, in the order of the reference parser (COMPOSE/C-1). */
final class ComposeLoader {
  private final Map<String, String> variables;
  private final Problems problems;
  private final ComposeMerge merge;
  private final ComposeIncludes includes;
  private final ComposeExtensions extensions;
  private final List<ComposeProject.Gap> gaps = new ArrayList<>();

  ComposeLoader(Map<String, String> variables, ComposeFiles files, Problems problems) {
    this.variables = variables;
    this.problems = problems;
    this.merge = new ComposeMerge(problems);
    this.extensions = new ComposeExtensions(files, merge, problems, gaps);
    this.includes = new ComposeIncludes(files, merge, extensions, problems, gaps);
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
      merged = merge.files(merged,
          includes.resolved(file.root(), merged, variables, List.of(SourceFile.plain(file.name()))));
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
}
