package dev.canreach.diff;

import java.util.List;

/**
 * How two networks differ in the connections that their entries forward: Services, node ports, load balancers, published
 * ports, gateways.
 *
 * @param opened what arrives only after the change
 * @param closed what arrives only before it
 * @param undecided what may have changed
 * @param requests how single requests differ, through entries and straight
 * @param added entries that only the network after the change has, by id
 * @param removed entries that only the network before it has, by id
 * @param counts how many ways there are of each sort
 */
public record Ways(List<WayChange> opened, List<WayChange> closed, List<UndecidedWay> undecided, Requests requests,
    List<String> added, List<String> removed, Difference.Pairs counts) {

  /** Copies the lists. */
  public Ways {
    opened = List.copyOf(opened);
    closed = List.copyOf(closed);
    undecided = List.copyOf(undecided);
    added = List.copyOf(added);
    removed = List.copyOf(removed);
  }

  /** Whether something was opened or closed. */
  public boolean isChange() {
    return !opened.isEmpty() || !closed.isEmpty() || requests.isChange();
  }

  /** Whether something may have been opened or closed. */
  public boolean isUndecided() {
    return !undecided.isEmpty() || !requests.undecided().isEmpty();
  }
}
