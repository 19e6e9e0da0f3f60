package dev.canreach.api.snapshots;

import dev.canreach.api.http.Problem;
import dev.canreach.solver.Snapshot;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The snapshots that clients posted, each visible only to the key that posted it. The ones used last are in memory,
 * within a budget; with a folder, all of them are on disk.
 */
public final class SnapshotStore {
  private static final Logger LOG = LoggerFactory.getLogger(SnapshotStore.class);
  private static final Pattern ID = Pattern.compile("[0-9a-f]{64}");
  /** Bytes in memory for a character of text: tree, objects, network and the caches of sessions. */
  private static final int BYTES_PER_CHARACTER = 24;
  private static final long LEAST_BYTES = 64 << 10;

  private record Key(String owner, String id) {}

  private record Held(Snapshot snapshot, long bytes) {}

  private final long budget;
  private final @Nullable SnapshotFiles files;
  private final Map<Key, Held> held = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  /**
   * A store.
   *
   * @param budget how many bytes of memory snapshots may take, by estimate
   * @param folder where they are kept on disk, if they are
   * @param diskBudget how many bytes they may take there
   * @throws IOException when the folder cannot be used
   */
  public SnapshotStore(long budget, Optional<Path> folder, long diskBudget, MeterRegistry metrics)
      throws IOException {
    this.budget = budget;
    this.files = folder.isPresent() ? new SnapshotFiles(folder.get(), diskBudget) : null;
    Gauge.builder("canreach.snapshots", this, SnapshotStore::count).register(metrics);
    Gauge.builder("canreach.snapshots.bytes", this, SnapshotStore::bytes).register(metrics);
    if (files != null) {
      Gauge.builder("canreach.snapshots.disk.bytes", files, SnapshotFiles::bytes).register(metrics);
    }
  }

  /**
   * Reads manifests and keeps them.
   *
   * @throws Problem when they are more than a budget, or the disk does not take them
   */
  public Snapshot put(String owner, ManifestSet manifests) {
    String id = manifests.id();
    long size = size(manifests);
    Optional<Snapshot> known = inMemory(owner, id);
    Snapshot snapshot = known.isPresent() ? known.get() : manifests.load();
    if (files != null) {
      try {
        files.write(owner, id, manifests.toBytes());
      } catch (IOException e) {
        LOG.atError().addKeyValue("snapshot", id).setCause(e).log("a snapshot cannot be written");
        throw Problem.noRoom("the manifests cannot be written to disk, why is in the log of the service:"
            + " ask with `manifests` instead of a snapshot, or try again later");
      }
    }
    hold(new Key(owner, id), new Held(snapshot, size));
    return snapshot;
  }

  /** Reads manifests without keeping them. */
  public Snapshot read(ManifestSet manifests) {
    size(manifests);
    return manifests.load();
  }

  /**
   * A snapshot that this owner posted.
   *
   * @throws Problem when there is none
   */
  public Snapshot get(String owner, String id) {
    if (!ID.matcher(id).matches()) {
      throw Problem.unknownSnapshot(id);
    }
    Optional<Snapshot> known = inMemory(owner, id);
    if (known.isPresent()) {
      return known.get();
    }
    if (files == null) {
      throw Problem.unknownSnapshot(id);
    }
    try {
      ManifestSet manifests = files.read(owner, id)
          .map(ManifestSet::fromBytes)
          .orElseThrow(() -> Problem.unknownSnapshot(id));
      Snapshot snapshot = manifests.load();
      hold(new Key(owner, id), new Held(snapshot, size(manifests)));
      return snapshot;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long size(ManifestSet manifests) {
    long size = LEAST_BYTES + manifests.length() * BYTES_PER_CHARACTER;
    if (size > budget) {
      throw Problem.tooLarge("the manifests would take about " + (size >> 20) + " MiB of memory, and snapshots have "
          + (budget >> 20) + ": post fewer at once");
    }
    return size;
  }

  private synchronized Optional<Snapshot> inMemory(String owner, String id) {
    return Optional.ofNullable(held.get(new Key(owner, id))).map(Held::snapshot);
  }

  private synchronized void hold(Key key, Held snapshot) {
    Held replaced = held.put(key, snapshot);
    bytes += snapshot.bytes() - (replaced == null ? 0 : replaced.bytes());
    Iterator<Map.Entry<Key, Held>> oldest = held.entrySet().iterator();
    while (bytes > budget) {
      bytes -= oldest.next().getValue().bytes();
      oldest.remove();
    }
  }

  private synchronized int count() {
    return held.size();
  }

  private synchronized long bytes() {
    return bytes;
  }
}
