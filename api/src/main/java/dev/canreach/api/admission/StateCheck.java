package dev.canreach.api.admission;

import dev.canreach.solver.Session;
import java.time.LocalDate;
import java.util.List;

/**
 * Looks at a state of the cluster. A request is judged by the objections to the state after it that the state before it
 * does not have.
 */
public interface StateCheck {
  /**
   * Everything that speaks against the state of the session.
   *
   * @param today the day that decides which exceptions are over
   */
  List<Objection> objections(Session session, LocalDate today);

  /**
   * What speaks against the state of the session and not against the one before the change; perhaps also some of what
   * speaks against both.
   *
   * @param before the state that the change was made to
   */
  default List<Objection> introduced(Session session, ClusterState before) {
    return objections(session, before.today());
  }
}
