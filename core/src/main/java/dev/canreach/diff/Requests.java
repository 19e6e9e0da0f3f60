package dev.canreach.diff;

import java.util.List;

/**
 * How two networks differ in single requests, as far as examples made from the texts in their rules show it.
 *
 * @param opened requests that arrive only after the change
 * @param closed requests that arrive only before it
 * @param undecided ids of endpoints whose rules about requests differ, without an example that shows what it changes
 * @param newcomers whether requests of added, removed or moved endpoints to those with unchanged rules were left out
 */
public record Requests(List<RequestChange> opened, List<RequestChange> closed, List<String> undecided,
    boolean newcomers) {

  /** Copies the lists. */
  public Requests {
    opened = List.copyOf(opened);
    closed = List.copyOf(closed);
    undecided = List.copyOf(undecided);
  }

  /** Whether some request was opened or closed. */
  public boolean isChange() {
    return !opened.isEmpty() || !closed.isEmpty();
  }
}
