package dev.canreach.sets;

import dev.canreach.packet.Field;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/** What a set of traffic is made of, for those who compare it with something that is no set. */
public final class TrafficCells {
  private static final int TCP = Protocol.TCP.number();

  private TrafficCells() {}

  /** The set as a predicate about packets. */
  public static PacketExpr guard(TrafficSet set) {
    List<PacketExpr> parts = new ArrayList<>();
    int low = 0;
    for (int high : lasts(set, Field.PROTOCOL)) {
      TrafficSet inside = set.at(low);
      if (inside.isTerminal()) {
        parts.add(PacketExpr.and(PacketExpr.inRange(Field.PROTOCOL, low, high), PacketExpr.constant(inside.isAll())));
      } else {
        for (int number = low; number <= high; number++) {
          Protocol protocol = new Protocol(number);
          parts.add(PacketExpr.and(PacketExpr.is(protocol), level(inside, first(protocol), second(protocol))));
        }
      }
      low = high + 1;
    }
    return PacketExpr.or(parts);
  }

  private static PacketExpr level(TrafficSet set, Field field, Field next) {
    if (set.isTerminal()) {
      return PacketExpr.constant(set.isAll());
    }
    List<PacketExpr> parts = new ArrayList<>();
    int low = 0;
    for (int high : lasts(set, field)) {
      parts.add(PacketExpr.and(PacketExpr.inRange(field, low, high), level(set.at(low), next, next)));
      low = high + 1;
    }
    return PacketExpr.or(parts);
  }

  /**
   * Headers at both ends of every interval that the set tells apart, whether they are in it or not; a protocol that has
   * ports is among them in any case.
   */
  public static List<TrafficSet.Header> corners(TrafficSet set) {
    List<TrafficSet.Header> corners = new ArrayList<>();
    NavigableSet<Integer> protocols = ends(set, Field.PROTOCOL);
    protocols.add(TCP);
    for (int number : protocols) {
      Protocol protocol = new Protocol(number);
      if (!protocol.hasPorts() && !protocol.isIcmp()) {
        corners.add(new TrafficSet.Header(protocol, 0, 0, 0, 0));
        continue;
      }
      for (int first : ends(set.at(number), first(protocol))) {
        for (int second : ends(set.at(number).at(first), second(protocol))) {
          corners.add(protocol.hasPorts()
              ? new TrafficSet.Header(protocol, second, first, 0, 0)
              : new TrafficSet.Header(protocol, 0, 0, first, second));
        }
      }
    }
    return corners;
  }

  private static Field first(Protocol protocol) {
    return protocol.hasPorts() ? Field.DESTINATION_PORT : Field.ICMP_TYPE;
  }

  private static Field second(Protocol protocol) {
    return protocol.hasPorts() ? Field.SOURCE_PORT : Field.ICMP_CODE;
  }

  /** The greatest values of the intervals of a level. */
  private static List<Integer> lasts(TrafficSet set, Field field) {
    if (set.isTerminal()) {
      return List.of(field.max());
    }
    List<Integer> lasts = new ArrayList<>();
    for (int interval = 0; interval < set.intervals(); interval++) {
      lasts.add(set.last(interval));
    }
    return lasts;
  }

  /** The least and the greatest values of the intervals of a level. */
  private static NavigableSet<Integer> ends(TrafficSet set, Field field) {
    TreeSet<Integer> ends = new TreeSet<>();
    int low = 0;
    for (int high : lasts(set, field)) {
      ends.add(low);
      ends.add(high);
      low = high + 1;
    }
    return ends;
  }
}
