package dev.canreach.diff;

import dev.canreach.packet.IpFamily;
import dev.canreach.sets.FamilyTraffic;
import dev.canreach.sets.TrafficBounds;
import dev.canreach.sets.TrafficSet;
import dev.canreach.sets.TrafficSets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What changed between two ends.
 *
 * @param opened packets that arrive after the change whatever is open, and did not before
 * @param closed packets that arrived before it whatever is open, and do not after
 * @param undecided packets that may be opened or closed
 * @param unsettled whether some traffic has the same bounds in both networks, which open assumptions leave apart
 * @param passes whether some packet can arrive in one of the networks
 */
record PairChange(SortedMap<IpFamily, TrafficSet> opened, SortedMap<IpFamily, TrafficSet> closed,
    SortedMap<IpFamily, TrafficSet> undecided, boolean unsettled, boolean passes) {

  /** Whether nothing was opened or closed, and nothing may have been. */
  boolean isSame() {
    return opened.isEmpty() && closed.isEmpty() && undecided.isEmpty();
  }

  /** Compares traffic, and remembers what it compared. */
  static final class Comparison {
    private final TrafficSets sets;
    private final Map<Bounds, PairChange> known = new HashMap<>();

    Comparison(TrafficSets sets) {
      this.sets = sets;
    }

    /** The traffic of a pair in both networks; null where the ends have no family in common. */
    private record Bounds(@Nullable TrafficBounds before4, @Nullable TrafficBounds before6,
        @Nullable TrafficBounds after4, @Nullable TrafficBounds after6) {}

    PairChange compare(@Nullable FamilyTraffic before, @Nullable FamilyTraffic after) {
      Bounds bounds = new Bounds(in(before, IpFamily.IPV4), in(before, IpFamily.IPV6), in(after, IpFamily.IPV4),
          in(after, IpFamily.IPV6));
      return known.computeIfAbsent(bounds, this::compare);
    }

    private static @Nullable TrafficBounds in(@Nullable FamilyTraffic traffic, IpFamily family) {
      return traffic == null ? null : traffic.in(family).orElse(null);
    }

    private PairChange compare(Bounds bounds) {
      SortedMap<IpFamily, TrafficSet> opened = new TreeMap<>();
      SortedMap<IpFamily, TrafficSet> closed = new TreeMap<>();
      SortedMap<IpFamily, TrafficSet> undecided = new TreeMap<>();
      boolean unsettled = false;
      boolean passes = false;
      for (IpFamily family : IpFamily.values()) {
        boolean ipv4 = family == IpFamily.IPV4;
        Optional<TrafficBounds> before = Optional.ofNullable(ipv4 ? bounds.before4() : bounds.before6());
        Optional<TrafficBounds> after = Optional.ofNullable(ipv4 ? bounds.after4() : bounds.after6());
        TrafficSet mustBefore = before.map(TrafficBounds::must).orElse(TrafficSet.EMPTY);
        TrafficSet mayBefore = before.map(TrafficBounds::may).orElse(TrafficSet.EMPTY);
        TrafficSet mustAfter = after.map(TrafficBounds::must).orElse(TrafficSet.EMPTY);
        TrafficSet mayAfter = after.map(TrafficBounds::may).orElse(TrafficSet.EMPTY);
        passes |= !mayBefore.isEmpty() || !mayAfter.isEmpty();
        if (mustBefore == mustAfter && mayBefore == mayAfter) {
          unsettled |= mustBefore != mayBefore;
          continue;
        }
        TrafficSet certainlyOpened = sets.minus(mustAfter, mayBefore);
        TrafficSet certainlyClosed = sets.minus(mustBefore, mayAfter);
        TrafficSet mayChange = sets.union(sets.minus(mayAfter, mustBefore), sets.minus(mayBefore, mustAfter));
        put(opened, family, certainlyOpened);
        put(closed, family, certainlyClosed);
        put(undecided, family, sets.minus(mayChange, sets.union(certainlyOpened, certainlyClosed)));
      }
      return new PairChange(opened, closed, undecided, unsettled, passes);
    }

    private static void put(SortedMap<IpFamily, TrafficSet> map, IpFamily family, TrafficSet set) {
      if (!set.isEmpty()) {
        map.put(family, set);
      }
    }
  }
}
