package dev.canreach.api.admission;

import dev.canreach.query.Prover;
import dev.canreach.solver.Session;
import dev.canreach.solver.Snapshot;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The cluster before a request, and what speaks against it already.
 *
 * @param snapshot its objects
 * @param today the day as of which it was looked at
 * @param known the fingerprints of the objections that it has
 */
public record ClusterState(Snapshot snapshot, LocalDate today, Set<String> known) {
  /** Copies the set. */
  public ClusterState {
    known = Set.copyOf(known);
  }

  static ClusterState of(Snapshot snapshot, LocalDate today, List<StateCheck> checks) {
    Set<String> known = new HashSet<>();
    try (Session session = snapshot.open()) {
      for (StateCheck check : checks) {
        check.objections(session, today).forEach(objection -> known.add(objection.fingerprint()));
      }
    }
    return new ClusterState(snapshot, today, known);
  }

  /** What speaks against the state after a change, and not against this one. */
  List<Objection> introduced(Snapshot after, List<StateCheck> checks, Prover prover) {
    if (after.equals(snapshot)) {
      return List.of();
    }
    List<Objection> introduced = new ArrayList<>();
    try (Session session = after.open(prover)) {
      for (StateCheck check : checks) {
        check.introduced(session, this)
            .stream()
            .filter(objection -> !known.contains(objection.fingerprint()))
            .forEach(introduced::add);
      }
    }
    return introduced;
  }
}
