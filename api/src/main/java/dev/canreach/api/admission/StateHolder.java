package dev.canreach.api.admission;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The state of the cluster as it is known now; a new one takes its place once it has been looked at. */
public final class StateHolder {
  private static final Logger LOG = LoggerFactory.getLogger(StateHolder.class);

  private final StateSource source;
  private final List<StateCheck> checks;
  private volatile @Nullable ClusterState state;

  /** No state yet. */
  public StateHolder(StateSource source, List<StateCheck> checks) {
    this.source = source;
    this.checks = List.copyOf(checks);
  }

  /** Looks whether the source has changed; a state that cannot be read leaves the last one. */
  public void refresh() {
    try {
      source.changed().ifPresent(snapshot -> {
        state = ClusterState.of(snapshot, checks);
        LOG.atInfo().addKeyValue("coverage", snapshot.coverage().line()).log("state of the cluster loaded");
      });
    } catch (RuntimeException e) {
      LOG.atWarn()
          .addKeyValue("problem", e.getMessage())
          .log("the state of the cluster cannot be read, the last one stays");
    }
  }

  /** Whether requests can be judged. */
  public boolean isReady() {
    return state != null;
  }

  Optional<ClusterState> state() {
    return Optional.ofNullable(state);
  }

  List<StateCheck> checks() {
    return checks;
  }
}
