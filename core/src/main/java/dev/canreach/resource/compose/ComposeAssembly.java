package dev.canreach.resource.compose;

import dev.canreach.resource.manifest.Assembly;
import dev.canreach.resource.manifest.Problems;
import dev.canreach.resource.manifest.Reading;
import dev.canreach.source.Diagnostic;
import dev.canreach.source.Severity;
import dev.canreach.source.SourceFile;
import dev.canreach.source.SourceSet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes projects of Compose files. Files that the user names are merged in their order, unless they carry different
 * names; of those found in folders, each folder is one project of the file that the engine starts by default and its
 * override.
 */
public final class ComposeAssembly implements Assembly {
  private static final String MODE = "compose-files";
  private static final List<String> DEFAULT_NAMES = List.of("compose.yaml", "compose.yml", "docker-compose.yml",
      "docker-compose.yaml");

  @Override
  public void assemble(SourceSet sources, Reading reading) {
    List<ComposeFile> files = reading.all(ComposeFile.class);
    if (files.isEmpty()) {
      return;
    }
    Map<String, String> settings = reading.options().settings();
    ComposeFiles all = new ComposeFiles(files, sources, reading);
    Map<String, ComposeProject> projects = new LinkedHashMap<>();
    for (List<ComposeFile> group : groups(files, parts(all), sources, settings, reading)) {
      ComposeFile first = group.get(0);
      Map<String, String> variables = all.variables(first.name());
      String name = ProjectName.of(group, variables);
      if (projects.containsKey(name)) {
        reading.report(new Diagnostic(Severity.WARNING, first.span(), "Compose file",
            "another project is called `" + name + "` too and is the one that counts: give this one another `name`"));
        continue;
      }
      Problems problems = reading.problems("Compose project " + name);
      ComposeProject project = new ComposeLoader(variables, all, problems).load(name, group);
      problems.finish();
      projects.put(name, project);
      reading.add(project);
    }
  }

  /** The files that are no project of their own unless they are named: others include them, or extend their services. */
  private static Set<String> parts(ComposeFiles files) {
    Set<String> parts = files.included();
    files.extended().stream().filter(name -> !DEFAULT_NAMES.contains(baseName(name))).forEach(parts::add);
    return parts;
  }

  private static List<List<ComposeFile>> groups(List<ComposeFile> files, Set<String> parts, SourceSet sources,
      Map<String, String> settings, Reading reading) {
    Set<String> named = new HashSet<>();
    sources.files().stream().filter(SourceFile::named).map(SourceFile::name).forEach(named::add);
    List<ComposeFile> given = new ArrayList<>();
    Map<String, List<ComposeFile>> folders = new TreeMap<>();
    for (ComposeFile file : files) {
      if (named.contains(file.name())) {
        given.add(file);
      } else if (!parts.contains(SourceFile.plain(file.name()))) {
        folders.computeIfAbsent(folder(file.name()), folder -> new ArrayList<>()).add(file);
      }
    }
    List<List<ComposeFile>> groups = given(given, settings);
    folders.values().forEach(folder -> groups.add(folder(folder, reading)));
    return groups;
  }

  /** The files that the user named. */
  private static List<List<ComposeFile>> given(List<ComposeFile> files, Map<String, String> settings) {
    List<List<ComposeFile>> groups = new ArrayList<>();
    if (files.isEmpty()) {
      return groups;
    }
    String mode = settings.getOrDefault(MODE, "");
    Set<String> names = new HashSet<>();
    files.stream().map(file -> Trees.text(file.root(), "name")).filter(name -> !name.isEmpty()).forEach(names::add);
    if (mode.equals("separate projects") || (!mode.equals("in order") && names.size() > 1)) {
      Map<String, List<ComposeFile>> byFile = new LinkedHashMap<>();
      files.forEach(file -> byFile.computeIfAbsent(file.name(), key -> new ArrayList<>()).add(file));
      groups.addAll(byFile.values());
    } else {
      groups.add(files);
    }
    return groups;
  }

  /** The files of a folder that its project is started from. */
  private static List<ComposeFile> folder(List<ComposeFile> files, Reading reading) {
    Optional<String> standard = DEFAULT_NAMES.stream()
        .filter(name -> files.stream().anyMatch(file -> baseName(file.name()).equals(name)))
        .findFirst();
    if (standard.isEmpty()) {
      return files;
    }
    String stem = standard.get().substring(0, standard.get().lastIndexOf('.'));
    List<ComposeFile> project = new ArrayList<>();
    List<ComposeFile> overrides = new ArrayList<>();
    for (ComposeFile file : files) {
      String name = baseName(file.name());
      if (name.equals(standard.get())) {
        project.add(file);
      } else if (name.equals(stem + ".override.yaml") || name.equals(stem + ".override.yml")) {
        overrides.add(file);
      } else {
        reading.report(new Diagnostic(Severity.NOTE, file.span(), "Compose file",
            "this file is no part of the project of its folder unless it is named: give it with `-f`"));
      }
    }
    project.addAll(overrides);
    return project;
  }

  private static String folder(String name) {
    return name.substring(0, name.lastIndexOf('/') + 1);
  }

  private static String baseName(String name) {
    return name.substring(name.lastIndexOf('/') + 1);
  }
}
