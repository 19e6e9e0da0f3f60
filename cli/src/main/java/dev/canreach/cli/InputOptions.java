package dev.canreach.cli;

import dev.canreach.solver.Snapshot;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What is read, and how. */
final class InputOptions extends ReadingOptions {
  @Option(names = {"-f",
    "--file"}, paramLabel = "PATH", description = "manifests: file, folder, pattern, or - (stdin); repeatable")
  List<String> files = new ArrayList<>();

  /** Reads the input. */
  Snapshot load(Terminal terminal, List<String> more) {
    List<String> paths = new ArrayList<>(files);
    paths.addAll(more);
    if (paths.isEmpty()) {
      throw new UsageException(
          "nothing to read: name files or folders of manifests with `-f PATH`, or `-f -` for standard input");
    }
    return read(terminal, paths);
  }
}
