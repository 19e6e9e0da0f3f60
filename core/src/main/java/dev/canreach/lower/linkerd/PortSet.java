package dev.canreach.lower.linkerd;

import dev.canreach.packet.Field;
import dev.canreach.packet.PacketExpr;
import java.util.ArrayList;
import java.util.List;

/**
 * Ports as annotations list them: numbers and ranges, divided by commas.
 *
 * @param ranges the ranges
 */
record PortSet(List<Range> ranges) {

  /** The ports from the first to the last. */
  record Range(int first, int last) {}

  PortSet {
    ranges = List.copyOf(ranges);
  }

  /** The ports of a list; what is no port is left out. */
  static PortSet of(String text) {
    List<Range> ranges = new ArrayList<>();
    for (String item : text.split(",", -1)) {
      String[] ends = item.strip().split("-", -1);
      if (ends.length <= 2 && isPort(ends[0]) && isPort(ends[ends.length - 1])) {
        ranges.add(new Range(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1])));
      }
    }
    return new PortSet(ranges);
  }

  private static boolean isPort(String text) {
    return text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= Field.DESTINATION_PORT.max();
  }

  /** Whether it lists the port. */
  boolean contains(int port) {
    return ranges.stream().anyMatch(range -> range.first <= port && port <= range.last);
  }

  /** The packet goes to one of the ports. */
  PacketExpr matches() {
    return PacketExpr.or(ranges.stream()
        .map(range -> PacketExpr.inRange(Field.DESTINATION_PORT, range.first, range.last))
        .toList());
  }
}
