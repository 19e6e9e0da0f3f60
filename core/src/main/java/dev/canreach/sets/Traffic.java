package dev.canreach.sets;

import dev.canreach.packet.Field;
import dev.canreach.packet.Protocol;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One line about a set of packets, as maps print it (contract §7). Numbers are written `80,8000-8010`; an empty text
 * means every value.
 *
 * @param protocol `all`, the name of a protocol, or numbers of protocols that have none
 * @param ports destination ports; empty for every port, and where the protocol has no ports
 * @param sourcePorts source ports; empty for every port, and where the protocol has no ports
 * @param types ICMP types; empty for every type, and where the protocol is not ICMP
 * @param codes ICMP codes; empty for every code, and where the protocol is not ICMP
 */
public record Traffic(String protocol, String ports, String sourcePorts, String types, String codes) {

  /** The set as lines: TCP, UDP, SCTP, ICMP, ICMPv6, then other protocols by number; no line for the empty set. */
  public static List<Traffic> of(TrafficSet set) {
    if (set.isAll()) {
      return List.of(new Traffic("all", "", "", "", ""));
    }
    List<Traffic> lines = new ArrayList<>();
    List<Integer> plain = new ArrayList<>();
    TrafficSet.protocols().filter(number -> !set.at(number).isEmpty()).forEach(number -> {
      Protocol protocol = new Protocol(number);
      if (protocol.hasPorts() || protocol.isIcmp()) {
        addLines(protocol, set.at(number), lines);
      } else {
        plain.add(number);
      }
    });
    if (!plain.isEmpty()) {
      lines.add(new Traffic(text(ranges(plain)), "", "", "", ""));
    }
    return lines;
  }

  /** One line for each second-level set: the destination ports, or types, that share it. */
  private static void addLines(Protocol protocol, TrafficSet set, List<Traffic> lines) {
    int max = protocol.hasPorts() ? Field.DESTINATION_PORT.max() : Field.ICMP_TYPE.max();
    Set<TrafficSet> seconds = new LinkedHashSet<>();
    if (set.isTerminal()) {
      seconds.add(set);
    }
    for (int interval = 0; interval < set.intervals(); interval++) {
      seconds.add(set.child(interval));
    }
    seconds.remove(TrafficSet.EMPTY);
    for (TrafficSet second : seconds) {
      String firsts = text(set.ranges(second, max), max);
      String rest = text(second.ranges(TrafficSet.ALL, max), max);
      lines.add(protocol.hasPorts()
          ? new Traffic(protocol.toString(), firsts, rest, "", "")
          : new Traffic(protocol.toString(), "", "", firsts, rest));
    }
  }

  private static List<int[]> ranges(List<Integer> numbers) {
    List<int[]> ranges = new ArrayList<>();
    for (int number : numbers) {
      int[] last = ranges.isEmpty() ? new int[]{-1, -2} : ranges.get(ranges.size() - 1);
      if (last[1] + 1 == number) {
        last[1] = number;
      } else {
        ranges.add(new int[]{number, number});
      }
    }
    return ranges;
  }

  private static String text(List<int[]> ranges, int max) {
    return ranges.size() == 1 && ranges.get(0)[0] == 0 && ranges.get(0)[1] == max ? "" : text(ranges);
  }

  private static String text(List<int[]> ranges) {
    return ranges.stream()
        .map(range -> range[0] == range[1] ? "" + range[0] : range[0] + "-" + range[1])
        .collect(Collectors.joining(","));
  }

  /** The line in words, e.g. {@code TCP 80,8000-8010 from ports 1024-65535}, or {@code ICMP type 8}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(protocol);
    if (!ports.isEmpty()) {
      text.append(' ').append(ports);
    }
    if (!sourcePorts.isEmpty()) {
      text.append(" from ports ").append(sourcePorts);
    }
    if (!types.isEmpty()) {
      text.append(" type ").append(types);
    }
    if (!codes.isEmpty()) {
      text.append(" code ").append(codes);
    }
    return text.toString();
  }
}
