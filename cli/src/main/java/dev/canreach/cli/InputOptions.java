package dev.canreach.cli;

import dev.canreach.cli.options.Syntax;
import dev.canreach.cli.options.Values;
import dev.canreach.solver.Snapshot;
import java.util.ArrayList;
import java.util.List;

/** What is read, and how. */
final class InputOptions extends ReadingOptions {
  private final Values files;

  /** Adds the options to a command. */
  InputOptions(Syntax syntax) {
    super(syntax);
    files = syntax.values("PATH", "manifests: file, folder, pattern, or - (stdin); repeatable", "-f", "--file");
  }

  /** Reads the input. */
  Snapshot load(Terminal terminal, List<String> more) {
    List<String> paths = new ArrayList<>(files.texts());
    paths.addAll(more);
    if (paths.isEmpty()) {
      throw new UsageException(
          "nothing to read: name files or folders of manifests with `-f PATH`, or `-f -` for standard input");
    }
    return read(terminal, paths);
  }
}
