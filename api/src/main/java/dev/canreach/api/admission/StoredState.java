package dev.canreach.api.admission;

import dev.canreach.api.snapshots.SnapshotStore;
import dev.canreach.solver.Snapshot;
import java.util.Optional;

/** A snapshot that was posted; its content never changes. */
public final class StoredState implements StateSource {
  private final SnapshotStore store;
  private final String owner;
  private final String id;
  private boolean read;

  /** The snapshot of this owner. */
  public StoredState(SnapshotStore store, String owner, String id) {
    this.store = store;
    this.owner = owner;
    this.id = id;
  }

  @Override
  public synchronized Optional<Snapshot> changed() {
    if (read) {
      return Optional.empty();
    }
    Snapshot snapshot = store.get(owner, id);
    read = true;
    return Optional.of(snapshot);
  }
}
