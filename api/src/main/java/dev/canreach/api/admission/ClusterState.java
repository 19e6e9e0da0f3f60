package dev.canreach.api.admission;

import dev.canreach.solver.Session;
import dev.canreach.solver.Snapshot;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The cluster before a request, and what speaks against it already.
 *
 * @param snapshot its objects
 * @param known the fingerprints of the objections that it has
 */
record ClusterState(Snapshot snapshot, Set<String> known) {
  ClusterState {
    known = Set.copyOf(known);
  }

  static ClusterState of(Snapshot snapshot, List<StateCheck> checks) {
    Set<String> known = new HashSet<>();
    try (Session session = snapshot.open()) {
      objections(session, checks).forEach(objection -> known.add(objection.fingerprint()));
    }
    return new ClusterState(snapshot, known);
  }

  /** What speaks against the state after a change, and not against this one. */
  List<Objection> introduced(Snapshot after, List<StateCheck> checks) {
    try (Session session = after.open()) {
      return objections(session, checks).stream()
          .filter(objection -> !known.contains(objection.fingerprint()))
          .toList();
    }
  }

  private static List<Objection> objections(Session session, List<StateCheck> checks) {
    List<Objection> objections = new ArrayList<>();
    checks.forEach(check -> objections.addAll(check.objections(session)));
    return objections;
  }
}
