package dev.canreach.api.snapshots;

import dev.canreach.api.http.Problem;
import java.io.IOException;

/**
 * How many bytes snapshots may take on disk. What was acknowledged is never dropped for something new: the new one is
 * refused.
 */
final class DiskBudget {
  /** Looks how many bytes there are. */
  interface Count {
    long bytes() throws IOException;
  }

  private final long budget;
  private final Count count;
  /** In files that have their place. */
  private long used;
  /** For files that are being written. */
  private long reserved;

  DiskBudget(long budget, Count count) throws IOException {
    this.budget = budget;
    this.count = count;
    this.used = count.bytes();
  }

  /**
   * Sets bytes aside for a file. The folder is counted again before one is refused, since somebody may have made room.
   *
   * @throws Problem when they are more than is left
   */
  synchronized void reserve(long bytes) throws IOException {
    if (bytes > budget - used - reserved) {
      used = count.bytes();
    }
    if (bytes > budget - used - reserved) {
      throw Problem.noRoom("the manifests need " + bytes + " bytes on disk, and of the " + budget
          + " for snapshots " + Math.max(0, budget - used - reserved)
          + " are left: ask with `manifests` instead of a snapshot, or have somebody remove files or raise `--data-bytes`");
    }
    reserved += bytes;
  }

  /** The file has its place. */
  synchronized void written(long bytes) {
    reserved -= bytes;
    used += bytes;
  }

  /** The file could not be written. */
  synchronized void abandoned(long bytes) {
    reserved -= bytes;
  }

  /** How many bytes are taken. */
  synchronized long used() {
    return used + reserved;
  }
}
