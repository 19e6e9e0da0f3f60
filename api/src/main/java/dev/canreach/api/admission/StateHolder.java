package dev.canreach.api.admission;

import dev.canreach.resource.Coverage;
import dev.canreach.solver.Snapshot;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The state of the cluster as it is known now; a new one takes its place once it has been looked at. */
public final class StateHolder {
  private static final Logger LOG = LoggerFactory.getLogger(StateHolder.class);

  private final StateSource source;
  private final List<StateCheck> checks;
  private final Clock clock;
  private final Consumer<ClusterState> rehearsal;
  private volatile @Nullable ClusterState state;
  private volatile boolean ready;
  /** Why the source gave no state; it is said once. */
  private String problem = "";

  /**
   * No state yet.
   *
   * @param clock says which day it is, and with it which exceptions are over
   * @param rehearsal what is done with the first state, before this is ready; requests that come earlier are judged by it all the same
   */
  public StateHolder(StateSource source, List<StateCheck> checks, Clock clock, Consumer<ClusterState> rehearsal) {
    this.source = source;
    this.checks = List.copyOf(checks);
    this.clock = clock;
    this.rehearsal = rehearsal;
  }

  /** Looks whether the source has changed, or the day; a state that cannot be read leaves the last one. */
  public synchronized void refresh() {
    LocalDate today = LocalDate.now(clock);
    try {
      Optional<Snapshot> changed = source.changed();
      ClusterState last = state;
      if (changed.isPresent()) {
        take(changed.get(), today);
      } else if (last != null && !last.today().equals(today)) {
        // an exception that is over speaks against the state itself, not against whoever changes it next
        state = ClusterState.of(last.snapshot(), today, checks);
      }
    } catch (RuntimeException e) {
      keepLast(String.valueOf(e.getMessage()));
    }
  }

  private void take(Snapshot snapshot, LocalDate today) {
    Coverage coverage = snapshot.coverage();
    // a cluster without any object, or half of a file that is just being written, would be judged out of ignorance
    if (coverage.objects() == 0 || (coverage.unread() > 0 && state != null)) {
      keepLast(coverage.line());
      return;
    }
    ClusterState taken = ClusterState.of(snapshot, today, checks);
    state = taken;
    problem = "";
    LOG.atInfo().addKeyValue("coverage", coverage.line()).log("state of the cluster loaded");
    if (!ready) {
      rehearsal.accept(taken);
      ready = true;
    }
  }

  private void keepLast(String why) {
    if (!why.equals(problem)) {
      problem = why;
      LOG.atWarn().addKeyValue("problem", why).log("the state of the cluster cannot be read, the last one stays");
    }
  }

  /** Whether requests can be judged, and are judged as fast as they will be. */
  public boolean isReady() {
    return ready;
  }

  Optional<ClusterState> state() {
    return Optional.ofNullable(state);
  }

  List<StateCheck> checks() {
    return checks;
  }
}
