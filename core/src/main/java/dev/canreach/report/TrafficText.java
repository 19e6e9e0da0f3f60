package dev.canreach.report;

import dev.canreach.packet.IpFamily;
import dev.canreach.sets.FamilyTraffic;
import dev.canreach.sets.Traffic;
import dev.canreach.sets.TrafficBounds;
import dev.canreach.sets.TrafficSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** The traffic of a connection in words. */
final class TrafficText {
  private TrafficText() {}

  /** E.g. {@code TCP 80,443, UDP 53}; traffic that depends on an open assumption is in a bracket of its own. */
  static String of(FamilyTraffic traffic) {
    if (traffic.differs()) {
      return "IPv4: " + of(traffic.ipv4()) + "; IPv6: " + of(traffic.ipv6());
    }
    return of(traffic.ipv4().isPresent() ? traffic.ipv4() : traffic.ipv6());
  }

  /**
   * E.g. {@code TCP 80, UDP 53}.
   *
   * @param both whether packets of both families were compared, so that one alone has to be named
   */
  static String of(SortedMap<IpFamily, TrafficSet> traffic, boolean both) {
    boolean alike = traffic.size() == 2 && traffic.values().stream().distinct().count() == 1;
    if (alike || !both) {
      return of(traffic.values().iterator().next());
    }
    return traffic.entrySet()
        .stream()
        .map(entry -> "IPv" + entry.getKey().version() + ": " + of(entry.getValue()))
        .collect(Collectors.joining("; "));
  }

  private static String of(Optional<TrafficBounds> bounds) {
    if (bounds.isEmpty() || bounds.get().isEmpty()) {
      return "nothing";
    }
    TrafficBounds traffic = bounds.get();
    if (traffic.isExact()) {
      return of(traffic.must());
    }
    String perhaps = "perhaps " + of(traffic.may());
    return traffic.must().isEmpty() ? perhaps : of(traffic.must()) + " (" + perhaps + ")";
  }

  private static String of(TrafficSet set) {
    List<Traffic> lines = Traffic.of(set);
    return String.join(", ", lines.stream().map(Traffic::toString).toList());
  }
}
