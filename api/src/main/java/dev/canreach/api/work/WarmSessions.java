package dev.canreach.api.work;

import dev.canreach.query.Prover;
import dev.canreach.solver.Canreach;
import dev.canreach.solver.Session;
import dev.canreach.solver.Snapshot;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of one thread, those used last. A session belongs to one snapshot, so that no two clients ever share a
 * solver.
 */
public final class WarmSessions implements AutoCloseable {
  private static final int MOST = 4;

  private final Duration question;
  private @Nullable Prover prover;
  private final Map<Snapshot, Session> sessions = new LinkedHashMap<>(16, 0.75f, true);

  WarmSessions(Duration question) {
    this.question = question;
  }

  /** A session of the snapshot; the caller leaves it open. */
  public Session of(Snapshot snapshot) {
    Session known = sessions.get(snapshot);
    if (known != null) {
      return known;
    }
    if (sessions.size() >= MOST) {
      Snapshot oldest = sessions.keySet().iterator().next();
      Session dropped = sessions.remove(oldest);
      if (dropped != null) {
        dropped.close();
      }
    }
    Session session = snapshot.open(question);
    sessions.put(snapshot, session);
    return session;
  }

  /** A prover for states that are looked at only once; the caller leaves it open. */
  public Prover prover() {
    Prover known = prover;
    if (known == null) {
      known = Canreach.prover(question);
      prover = known;
    }
    return known;
  }

  @Override
  public void close() {
    if (prover != null) {
      prover.close();
      prover = null;
    }
    sessions.values().forEach(Session::close);
    sessions.clear();
  }
}
