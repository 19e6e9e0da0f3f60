package dev.canreach.resource.compose;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** What a project is called: as its files say, else after the folder of the first one (COMPOSE/C-1). */
final class ProjectName {
  private static final Pattern VALID = Pattern.compile("[a-z0-9][a-z0-9_-]*");
  private static final String VARIABLE = "COMPOSE_PROJECT_NAME";

  private ProjectName() {}

  static boolean isValid(String name) {
    return VALID.matcher(name).matches();
  }

  static String of(List<ComposeFile> files, Map<String, String> variables) {
    String given = variables.getOrDefault(VARIABLE, "");
    if (!given.isEmpty()) {
      return given;
    }
    String written = "";
    for (ComposeFile file : files) {
      String name = Trees.text(file.root(), "name");
      written = name.isEmpty() || name.contains("$") ? written : name;
    }
    return written.isEmpty() ? normal(folder(files.get(0).name())) : written;
  }

  /** The own name of the folder that holds the file. */
  private static String folder(String file) {
    int end = file.lastIndexOf('/');
    String folder = end < 0 ? "." : file.substring(0, end + 1);
    Path name = Path.of(folder).toAbsolutePath().normalize().getFileName();
    return name == null ? "" : name.toString();
  }

  private static String normal(String folder) {
    String kept = folder.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]", "").replaceFirst("^[_-]+", "");
    return kept.isEmpty() ? "project" : kept;
  }
}
