package dev.canreach.sets;

/**
 * A set of packets that open assumptions leave partly undecided. Bounds of one analysis are canonical: equal bounds are
 * the same object.
 */
public final class TrafficBounds {
  private final int id;
  private final TrafficSet must;
  private final TrafficSet may;

  /** Bounds; only {@link BoundsAlgebra} makes them. */
  TrafficBounds(int id, TrafficSet must, TrafficSet may) {
    this.id = id;
    this.must = must;
    this.may = may;
  }

  /** The number of these bounds in their algebra. */
  int id() {
    return id;
  }

  /** Packets that are in the set whatever the open assumptions are. */
  public TrafficSet must() {
    return must;
  }

  /** Packets outside this set are not in it whatever the open assumptions are. */
  public TrafficSet may() {
    return may;
  }

  /** Whether no open assumption matters. */
  public boolean isExact() {
    return must == may;
  }

  /** Whether no packet can be in the set. */
  public boolean isEmpty() {
    return may.isEmpty();
  }

  @Override
  public String toString() {
    return isExact() ? must.toString() : "between " + must + " and " + may;
  }
}
