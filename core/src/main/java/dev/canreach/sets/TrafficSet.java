package dev.canreach.sets;

import dev.canreach.packet.Field;
import dev.canreach.packet.Packet;
import dev.canreach.packet.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * An exact set of header values: protocol, then destination port and source port, or ICMP type and code. It is an
 * interval decision diagram with one level for each field: a node cuts the range of its field into intervals, each of
 * which has a child on the next level. Sets of one {@link TrafficSets} are canonical: equal sets are the same object.
 */
public final class TrafficSet {
  /** No packet. */
  public static final TrafficSet EMPTY = new TrafficSet(0, new int[0], new TrafficSet[0]);
  /** Every packet. */
  public static final TrafficSet ALL = new TrafficSet(1, new int[0], new TrafficSet[0]);

  private static final List<Protocol> NAMED = List.of(Protocol.TCP, Protocol.UDP, Protocol.SCTP, Protocol.ICMP,
      Protocol.ICMPV6);

  private static final int[] PROTOCOLS = IntStream.concat(NAMED.stream().mapToInt(Protocol::number),
      IntStream.rangeClosed(0, Field.PROTOCOL.max()).filter(number -> !NAMED.contains(new Protocol(number)))).toArray();

  private final int id;
  private final int[] lasts;
  private final TrafficSet[] children;

  /** A node; only {@link TrafficSets} makes them. The arrays are not copied. */
  TrafficSet(int id, int[] lasts, TrafficSet[] children) {
    this.id = id;
    this.lasts = lasts;
    this.children = children;
  }

  /** Protocols in the order of witnesses: the named ones first, then the others by number. */
  static IntStream protocols() {
    return IntStream.of(PROTOCOLS);
  }

  /** The number of this set in its factory; sets with the same number are the same. */
  int id() {
    return id;
  }

  /** Whether this node is the empty or the full set, on whatever level it stands. */
  boolean isTerminal() {
    return id < 2;
  }

  /** The number of intervals; 0 for a terminal. */
  int intervals() {
    return lasts.length;
  }

  /** The greatest value of an interval. */
  int last(int interval) {
    return lasts[interval];
  }

  /** What an interval leads to. */
  TrafficSet child(int interval) {
    return children[interval];
  }

  /** What a value of this level's field leads to. */
  TrafficSet at(int value) {
    if (isTerminal()) {
      return this;
    }
    int interval = 0;
    while (lasts[interval] < value) {
      interval++;
    }
    return children[interval];
  }

  /** Whether there is no packet in the set. */
  public boolean isEmpty() {
    return id == EMPTY.id;
  }

  /** Whether every packet is in the set. */
  public boolean isAll() {
    return id == ALL.id;
  }

  /** Whether the header of the packet is in the set. */
  public boolean contains(Packet packet) {
    TrafficSet protocol = at(packet.protocol().number());
    if (packet.protocol().hasPorts()) {
      return protocol.at(packet.destinationPort()).at(packet.sourcePort()).isAll();
    }
    return protocol.at(packet.icmpType()).at(packet.icmpCode()).isAll();
  }

  /** The least member in the order of witnesses; empty when there is none. */
  public Optional<Header> least() {
    return protocols().filter(number -> !at(number).isEmpty()).mapToObj(this::least).findFirst();
  }

  private Header least(int number) {
    TrafficSet first = at(number);
    int low = first.leastValue();
    int high = first.at(low).leastValue();
    Protocol protocol = new Protocol(number);
    return protocol.hasPorts() ? new Header(protocol, high, low, 0, 0) : new Header(protocol, 0, 0, low, high);
  }

  private int leastValue() {
    int value = 0;
    for (int interval = 0; interval < lasts.length && children[interval].isEmpty(); interval++) {
      value = lasts[interval] + 1;
    }
    return value;
  }

  /** Maximal ranges of this level's values that lead to `child`. */
  List<int[]> ranges(TrafficSet child, int max) {
    List<int[]> ranges = new ArrayList<>();
    if (isTerminal()) {
      return id == child.id ? List.of(new int[]{0, max}) : List.of();
    }
    for (int interval = 0; interval < lasts.length; interval++) {
      if (children[interval] == child) {
        ranges.add(new int[]{interval == 0 ? 0 : lasts[interval - 1] + 1, lasts[interval]});
      }
    }
    return ranges;
  }

  /** The set as reports print it. */
  @Override
  public String toString() {
    return Traffic.of(this).toString();
  }

  /**
   * The header of one packet.
   *
   * @param protocol the protocol
   * @param sourcePort 0 where there are no ports
   * @param destinationPort 0 where there are no ports
   * @param icmpType 0 where the protocol is not ICMP
   * @param icmpCode 0 where the protocol is not ICMP
   */
  public record Header(Protocol protocol, int sourcePort, int destinationPort, int icmpType, int icmpCode) {}
}
