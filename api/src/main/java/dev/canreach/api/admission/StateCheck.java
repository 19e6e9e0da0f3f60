package dev.canreach.api.admission;

import dev.canreach.solver.Session;
import java.util.List;

/**
 * Looks at a state of the cluster. A request is judged by the objections to the state after it that the state before it
 * does not have.
 */
public interface StateCheck {
  /** Everything that speaks against the state of the session. */
  List<Objection> objections(Session session);
}
