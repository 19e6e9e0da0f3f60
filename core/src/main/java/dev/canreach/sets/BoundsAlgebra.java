package dev.canreach.sets;

/**
 * Strong three-valued logic (Kleene) over sets of packets: each operation gives the tightest bounds that follow from the
 * bounds of its operands alone. Makes every pair of bounds once and remembers results.
 */
final class BoundsAlgebra {
  private final TrafficSets sets;
  private final MemoTable<TrafficBounds> bounds = new MemoTable<>();
  private final MemoTable<TrafficBounds> unions = new MemoTable<>();
  private final MemoTable<TrafficBounds> intersections = new MemoTable<>();
  private int count;

  private final TrafficBounds none;
  private final TrafficBounds all;
  private final TrafficBounds open;

  BoundsAlgebra(TrafficSets sets) {
    this.sets = sets;
    none = of(TrafficSet.EMPTY, TrafficSet.EMPTY);
    all = of(TrafficSet.ALL, TrafficSet.ALL);
    open = of(TrafficSet.EMPTY, TrafficSet.ALL);
  }

  /** The sets that the bounds consist of. */
  TrafficSets sets() {
    return sets;
  }

  /** No packet. */
  TrafficBounds none() {
    return none;
  }

  /** Every packet. */
  TrafficBounds all() {
    return all;
  }

  /** Every packet or none: it depends. */
  TrafficBounds open() {
    return open;
  }

  /** Every packet or none. */
  TrafficBounds constant(boolean value) {
    return value ? all : none;
  }

  /** Exactly these packets. */
  TrafficBounds exactly(TrafficSet set) {
    return of(set, set);
  }

  private TrafficBounds of(TrafficSet must, TrafficSet may) {
    TrafficBounds known = bounds.get(must.id(), may.id());
    if (known == null) {
      known = new TrafficBounds(count++, must, may);
      bounds.put(must.id(), may.id(), known);
    }
    return known;
  }

  TrafficBounds union(TrafficBounds a, TrafficBounds b) {
    if (a == b || a == all || b == none) {
      return a;
    }
    if (b == all || a == none) {
      return b;
    }
    TrafficBounds known = unions.get(a.id(), b.id());
    if (known == null) {
      known = of(sets.union(a.must(), b.must()), sets.union(a.may(), b.may()));
      unions.put(a.id(), b.id(), known);
    }
    return known;
  }

  TrafficBounds intersect(TrafficBounds a, TrafficBounds b) {
    if (a == b || a == none || b == all) {
      return a;
    }
    if (b == none || a == all) {
      return b;
    }
    TrafficBounds known = intersections.get(a.id(), b.id());
    if (known == null) {
      known = of(sets.intersect(a.must(), b.must()), sets.intersect(a.may(), b.may()));
      intersections.put(a.id(), b.id(), known);
    }
    return known;
  }

  TrafficBounds complement(TrafficBounds a) {
    return of(sets.complement(a.may()), sets.complement(a.must()));
  }

  /** Packets with ports that are in the set once their destination port is replaced. */
  TrafficBounds beforeDestinationPort(TrafficBounds a, int port) {
    return of(sets.beforeDestinationPort(a.must(), port), sets.beforeDestinationPort(a.may(), port));
  }
}
