package dev.canreach.diff;

import dev.canreach.model.Endpoint;
import dev.canreach.packet.AddressSet;
import java.util.List;

/**
 * How two networks differ in the connections that they let through, and in what their names stand for.
 *
 * @param opened what arrives only after the change
 * @param closed what arrives only before it
 * @param undecided what may have changed
 * @param added endpoints that only the network after the change has, by id
 * @param removed endpoints that only the network before it has, by id
 * @param endpoints every endpoint of either network that can be an end, by id
 * @param outside the outside addresses that were compared
 * @param pairs how many pairs of ends there are of each sort
 * @param ways how the connections differ that Services and other entries forward
 * @param names the names that differ, or may; all else is about direct connections
 */
public record Difference(List<Change> opened, List<Change> closed, List<Undecided> undecided, List<Endpoint> added,
    List<Endpoint> removed, List<Endpoint> endpoints, AddressSet outside, Pairs pairs, Ways ways,
    List<NameChange> names) {

  /** Copies the lists. */
  public Difference {
    opened = List.copyOf(opened);
    closed = List.copyOf(closed);
    undecided = List.copyOf(undecided);
    added = List.copyOf(added);
    removed = List.copyOf(removed);
    endpoints = List.copyOf(endpoints);
    names = List.copyOf(names);
  }

  /**
   * Numbers of ordered pairs of ends that some traffic can pass between.
   *
   * @param changed pairs for which something was opened or closed
   * @param undecided other pairs for which something may have been
   * @param unsettled other pairs whose traffic depends on open questions in both networks alike; they are taken as
   *     unchanged
   * @param unchanged all others
   */
  public record Pairs(long changed, long undecided, long unsettled, long unchanged) {}

  /** Whether something was opened or closed, or a name differs. */
  public boolean isChange() {
    return !opened.isEmpty() || !closed.isEmpty() || ways.isChange() || names.stream().anyMatch(NameChange::isCertain);
  }

  /** Whether something may have been opened or closed, or a name may differ. */
  public boolean isUndecided() {
    return !undecided.isEmpty() || ways.isUndecided() || !names.stream().allMatch(NameChange::isCertain);
  }
}
