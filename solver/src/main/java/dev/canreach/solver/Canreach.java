package dev.canreach.solver;

import dev.canreach.query.Prover;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.ReadOptions;
import dev.canreach.resource.readers.Readers;
import dev.canreach.solver.smt.Limits;
import dev.canreach.solver.smt.SmtProver;
import dev.canreach.source.Diagnostics;
import dev.canreach.source.SourceReader;
import dev.canreach.source.SourceSet;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The way in for every program: load manifests once, then ask about them. The command line, services and tests use
 * nothing else.
 *
 * <pre>{@code
 * Snapshot snapshot = Canreach.load(List.of("deploy/"), LoadOptions.DEFAULT);
 * try (Session session = snapshot.open()) {
 *   Answer answer = session.ask(question);
 * }
 * }</pre>
 */
public final class Canreach {
  private Canreach() {}

  /** Loads files, folders, patterns, or standard input where a path is `-`. */
  public static Snapshot load(List<String> paths, LoadOptions options) {
    return load(new SourceReader(), paths, options);
  }

  /** Loads inputs with a reader of the caller's, which decides about limits and where relative paths start. */
  public static Snapshot load(SourceReader reader, List<String> paths, LoadOptions options) {
    Diagnostics diagnostics = new Diagnostics();
    return load(reader.read(paths, diagnostics), diagnostics, options);
  }

  /**
   * Loads what was read already.
   *
   * @param diagnostics what was wrong with it; more is added
   */
  public static Snapshot load(SourceSet sources, Diagnostics diagnostics, LoadOptions options) {
    Inventory inventory = Readers.read(sources, diagnostics,
        new ReadOptions(options.defaultNamespace(), options.strict(), options.assumptions().values()));
    return new Snapshot(inventory, diagnostics.sorted(), sources.complete(), options.assumptions(),
        Optional.empty());
  }

  /** A prover whose questions end after this time at the latest, undecided; the caller closes it. */
  public static Prover prover(Duration question) {
    return new SmtProver(new Limits(Limits.DEFAULT.steps(), question, Limits.DEFAULT.checksBeforeRecycling()));
  }
}
