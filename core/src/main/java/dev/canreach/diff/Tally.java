package dev.canreach.diff;

/** Counts pairs by what changed between them. */
final class Tally {
  private long changed;
  private long undecided;
  private long unsettled;
  private long unchanged;

  /** Counts so many pairs of which the same can be said. */
  void add(PairChange change, long pairs) {
    if (!change.opened().isEmpty() || !change.closed().isEmpty()) {
      changed += pairs;
    } else if (!change.undecided().isEmpty()) {
      undecided += pairs;
    } else if (change.unsettled()) {
      unsettled += pairs;
    } else if (change.passes()) {
      unchanged += pairs;
    }
  }

  /** What was counted so far. */
  Difference.Pairs pairs() {
    return new Difference.Pairs(changed, undecided, unsettled, unchanged);
  }
}
