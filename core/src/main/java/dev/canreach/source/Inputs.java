package dev.canreach.source;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Finds the files behind the inputs that a user names: files, folders and patterns. */
final class Inputs {

  /** What to do with what is found. */
  interface Sink {

    /**
     * A file; named when the user named it, rather than a folder that holds it.
     *
     * @param root the real path of the folder that the user gave, or that the named file lies in
     */
    void file(String name, Path path, Path root, boolean named);

    /** A file of a folder that is no manifest by the end of its name, but may be one by the rest of it. */
    void leftOut(String name);

    /** Something that can't or won't be read. */
    void refused(String name, boolean named, Severity severity, String message);
  }

  private static final Set<String> EXTENSIONS = Set.of("yaml", "yml", "json", "conflist");
  /** As templates, copies and backups of manifests are called. */
  private static final Pattern ALMOST = Pattern.compile("(?i).*\\.(yaml|yml|json)(\\.[^./]+|~)");
  /** Pipes that the caller opened for this process, as in {@code -f <(helm template chart)}. */
  private static final List<String> OWN_PIPES = List.of("/dev/stdin", "/dev/fd/", "/proc/self/fd/");
  private static final Pattern WILDCARD = Pattern.compile("[*?\\[{]");

  private final Path directory;
  private final Sink sink;
  private final Set<Path> seen = new HashSet<>();
  private final Set<Path> named = new HashSet<>();

  Inputs(Path directory, List<String> inputs, Sink sink) {
    this.directory = directory;
    this.sink = sink;
    for (String input : inputs) {
      resolve(input).filter(Files::isRegularFile).map(Inputs::real).ifPresent(named::add);
    }
  }

  /** Finds the files of one input. Files that an earlier input led to are left out. */
  void find(String input) {
    Optional<Path> path = resolve(input);
    if (path.isPresent() && Files.exists(path.get())) {
      existing(input, path.get());
    } else if (WILDCARD.matcher(input).find()) {
      pattern(input);
    } else {
      refuse(input, "there is no file or folder " + Quote.text(input) + ": correct the path");
    }
  }

  private void existing(String input, Path path) {
    BasicFileAttributes attributes;
    try {
      attributes = Files.readAttributes(path, BasicFileAttributes.class);
    } catch (IOException e) {
      refuse(input, Quote.text(input) + " can't be looked at: change its permissions");
      return;
    }
    if (attributes.isDirectory()) {
      if (walk(prefix(input), path, Inputs::isManifest, false) == 0) {
        refuse(input,
            "the folder " + Quote.text(input) + " holds no YAML or JSON file: give the folder of the manifests");
      }
    } else if (attributes.isRegularFile() || OWN_PIPES.stream().anyMatch(input::startsWith)) {
      Path real = real(path);
      file(input, path, Optional.ofNullable(real.getParent()).orElse(real), true);
    } else {
      refuse(input, Quote.text(input) + " is neither a file nor a folder: give a file, or `-` for standard input");
    }
  }

  private void pattern(String input) {
    int wildcard = WILDCARD.matcher(input).results().findFirst().orElseThrow().start();
    int slash = input.lastIndexOf('/', wildcard);
    String base = input.substring(0, slash + 1);
    String rest = input.substring(slash + 1);
    Optional<Path> folder = resolve(base.isEmpty() ? "." : base);
    try {
      // a leading or inner `**/` also stands for no folder at all
      List<PathMatcher> matchers = List.of(matcher(rest), matcher(rest.replace("**/", "")));
      Predicate<Path> wanted = path -> matchers.stream().anyMatch(matcher -> matcher.matches(path));
      if (folder.isEmpty() || !Files.isDirectory(folder.get()) || walk(base, folder.get(), wanted, true) == 0) {
        refuse(input, "no file matches " + Quote.text(input) + ": correct the pattern");
      }
    } catch (PatternSyntaxException e) {
      refuse(input, Quote.text(input) + " is not a valid pattern: close its brackets");
    }
  }

  private static PathMatcher matcher(String pattern) {
    return FileSystems.getDefault().getPathMatcher("glob:" + pattern);
  }

  /** Walks a folder; returns how many files it led to, unreadable ones included. */
  private int walk(String prefix, Path folder, Predicate<Path> wanted, boolean isNamed) {
    int[] found = {0};
    Path root = real(folder);
    new FolderWalk(root, wanted, new FolderWalk.Sink() {

      @Override
      public void file(String name, Path path) {
        found[0]++;
        Inputs.this.file(name, path, root, isNamed);
      }

      @Override
      public void leftOut(String name) {
        if (!isNamed && ALMOST.matcher(name).matches()) {
          sink.leftOut(name);
        }
      }

      @Override
      public void refused(String name, Severity severity, String message) {
        found[0]++;
        sink.refused(name, isNamed, severity, message);
      }
    }).walk(prefix);
    return found[0];
  }

  private void file(String name, Path path, Path root, boolean isNamed) {
    Path real = real(path);
    if (seen.add(real)) {
      sink.file(name, path, root, isNamed || named.contains(real));
    }
  }

  private void refuse(String input, String message) {
    sink.refused(input, true, Severity.ERROR, message);
  }

  private Optional<Path> resolve(String input) {
    try {
      return input.isEmpty() ? Optional.empty() : Optional.of(directory.resolve(input));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      return path.toAbsolutePath().normalize();
    }
  }

  private static boolean isManifest(Path path) {
    String name = path.toString();
    return EXTENSIONS.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT))
        || PlainText.isNamed(name);
  }

  /** How the names of files in the folder begin: the folder as the user typed it, or nothing for the current one. */
  private static String prefix(String input) {
    String folder = input.replaceFirst("/+$", "");
    return folder.equals(".") ? "" : folder + "/";
  }
}
