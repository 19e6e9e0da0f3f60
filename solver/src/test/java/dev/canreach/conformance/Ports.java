package dev.canreach.conformance;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which ports of which protocol a connection may use. Mutable while lists are read; compared by value. */
final class Ports {
  /** Every IP protocol without ports. */
  static final String OTHER = "other";

  private static final String[] WITH_PORTS = {"TCP", "UDP", "SCTP"};
  private static final BitSet EVERY = interval(0, 65535);
  private static final BitSet NONE = new BitSet();

  private final Map<String, BitSet> open = new HashMap<>();

  /** Everything. */
  static Ports all() {
    Ports ports = new Ports();
    for (String protocol : WITH_PORTS) {
      ports.open.put(protocol, EVERY);
    }
    ports.open.put(OTHER, EVERY);
    return ports;
  }

  /** Adds every port of a protocol. */
  void add(String protocol) {
    union(protocol, EVERY);
  }

  /** Adds a list such as {@code 80,8000-8010}. */
  void add(String protocol, String list) {
    BitSet bits = new BitSet();
    for (String part : list.split(",", -1)) {
      String[] ends = part.trim().split("-", -1);
      bits.or(interval(Integer.parseInt(ends[0].trim()), Integer.parseInt(ends[ends.length - 1].trim())));
    }
    union(protocol, bits);
  }

  /** Adds what the other has. */
  void add(Ports other) {
    other.open.forEach(this::union);
  }

  /** The part that is TCP. */
  Ports tcp() {
    Ports part = new Ports();
    part.union("TCP", open.getOrDefault("TCP", NONE));
    return part;
  }

  /** The part that is not TCP. */
  Ports withoutTcp() {
    Ports part = new Ports();
    part.add(this);
    part.open.remove("TCP");
    return part;
  }

  /** These without some of the ports of TCP. */
  Ports withoutTcp(List<Integer> ports) {
    BitSet left = (BitSet) open.getOrDefault("TCP", NONE).clone();
    ports.forEach(left::clear);
    Ports rest = withoutTcp();
    rest.union("TCP", left);
    return rest;
  }

  /** What is not open here. */
  Ports complement() {
    Ports rest = all();
    open.forEach((protocol, bits) -> {
      BitSet left = interval(0, 65535);
      left.andNot(bits);
      rest.open.put(protocol, left);
    });
    return rest;
  }

  private void union(String protocol, BitSet bits) {
    BitSet old = open.getOrDefault(protocol, NONE);
    if (old.isEmpty()) {
      open.put(protocol, bits);
    } else {
      BitSet both = (BitSet) old.clone();
      both.or(bits);
      open.put(protocol, both);
    }
  }

  boolean isEmpty() {
    return open.values().stream().allMatch(BitSet::isEmpty);
  }

  private static BitSet interval(int first, int last) {
    BitSet bits = new BitSet();
    bits.set(first, last + 1);
    return bits;
  }

  /** Compares TCP, UDP and SCTP only: some of the lists say nothing about other protocols. */
  boolean sameTransport(Ports other) {
    for (String protocol : WITH_PORTS) {
      if (!listed(protocol).equals(other.listed(protocol))) {
        return false;
      }
    }
    return true;
  }

  /** The ports of a protocol without port 0, which some of the lists leave out of ranges and others do not. */
  private BitSet listed(String protocol) {
    BitSet bits = (BitSet) open.getOrDefault(protocol, NONE).clone();
    bits.clear(0);
    return bits;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (String protocol : WITH_PORTS) {
      BitSet bits = open.getOrDefault(protocol, NONE);
      if (!bits.isEmpty()) {
        text.append(text.isEmpty() ? "" : " ").append(protocol).append(' ');
        text.append(bits.cardinality() == 65536 ? "all" : ranges(bits));
      }
    }
    return text.toString();
  }

  private static String ranges(BitSet bits) {
    StringBuilder text = new StringBuilder();
    for (int first = bits.nextSetBit(0); first >= 0;) {
      int end = bits.nextClearBit(first);
      text.append(text.isEmpty() ? "" : ",").append(first).append(end - 1 > first ? "-" + (end - 1) : "");
      first = bits.nextSetBit(end);
    }
    return text.toString();
  }
}
