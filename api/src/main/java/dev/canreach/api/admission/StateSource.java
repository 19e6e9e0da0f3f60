package dev.canreach.api.admission;

import dev.canreach.solver.Snapshot;
import java.util.Optional;

/** Where the state of the cluster comes from. */
public interface StateSource {
  /**
   * The objects, when they are others than at the last call.
   *
   * @return empty when nothing has changed
   */
  Optional<Snapshot> changed();
}
