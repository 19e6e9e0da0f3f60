package dev.canreach.packet;

/**
 * The first packet of a connection, as some point of its path sees it.
 *
 * @param family the IP version; both ends' addresses belong to it
 * @param protocol the IP protocol
 * @param source the end that opens the connection
 * @param destination the end that it is opened to
 * @param sourcePort 0 to 65535; 0 where the protocol has no ports
 * @param destinationPort 0 to 65535; 0 where the protocol has no ports
 * @param icmpType 0 to 255; 0 where the protocol is not ICMP
 * @param icmpCode 0 to 255; 0 where the protocol is not ICMP
 * @param loopback whether both ends are the very same pod (K8S/N-21), and not two replicas of one workload (K8S/W-01)
 * @param request what the first bytes of the connection say
 */
public record Packet(IpFamily family, Protocol protocol, End source, End destination, int sourcePort,
    int destinationPort, int icmpType, int icmpCode, boolean loopback, Request request) {

  /** Rejects values that such a packet cannot have. */
  public Packet {
    checkFamily(family, source);
    checkFamily(family, destination);
    checkField(Field.SOURCE_PORT, sourcePort, protocol);
    checkField(Field.DESTINATION_PORT, destinationPort, protocol);
    checkField(Field.ICMP_TYPE, icmpType, protocol);
    checkField(Field.ICMP_CODE, icmpCode, protocol);
    if (loopback && source.endpoint() != destination.endpoint()) {
      throw new IllegalArgumentException("loopback between two endpoints");
    }
  }

  /** A packet of a connection whose bytes are neither HTTP nor TLS. */
  public Packet(IpFamily family, Protocol protocol, End source, End destination, int sourcePort, int destinationPort,
      int icmpType, int icmpCode, boolean loopback) {
    this(family, protocol, source, destination, sourcePort, destinationPort, icmpType, icmpCode, loopback,
        Request.NONE);
  }

  private static void checkFamily(IpFamily family, End end) {
    if (end.address().isPresent() && end.address().get().family() != family) {
      throw new IllegalArgumentException("address " + end.address().get() + " in a packet of " + family);
    }
  }

  private static void checkField(Field field, int value, Protocol protocol) {
    if (value < field.min() || value > field.max() || (value != 0 && !field.existsIn(protocol))) {
      throw new IllegalArgumentException(field + " " + value + " in a packet of " + protocol);
    }
  }

  /** What it is, in words: its protocol, and the port that it is sent to where the protocol has ports. */
  public String traffic() {
    return protocol + (protocol.hasPorts() ? " " + destinationPort : "");
  }

  /** The end on a side. */
  public End end(Side side) {
    return switch (side) {
      case SOURCE -> source;
      case DESTINATION -> destination;
    };
  }

  /** The value of a field; 0 where the packet does not have it. */
  public int field(Field field) {
    return switch (field) {
      case FAMILY -> family.version();
      case PROTOCOL -> protocol.number();
      case SOURCE_PORT -> sourcePort;
      case DESTINATION_PORT -> destinationPort;
      case ICMP_TYPE -> icmpType;
      case ICMP_CODE -> icmpCode;
    };
  }

  /** This packet with another end on one side. */
  public Packet withEnd(Side side, End end) {
    End newSource = side == Side.SOURCE ? end : source;
    End newDestination = side == Side.DESTINATION ? end : destination;
    boolean same = newSource.endpoint() == newDestination.endpoint();
    return new Packet(family, protocol, newSource, newDestination, sourcePort, destinationPort, icmpType, icmpCode,
        loopback && same, request);
  }

  /** This packet with another destination port; the packet must have one. */
  public Packet withDestinationPort(int port) {
    return new Packet(family, protocol, source, destination, sourcePort, port, icmpType, icmpCode, loopback,
        request);
  }

  /** This packet with another request in its connection. */
  public Packet withRequest(Request other) {
    return new Packet(family, protocol, source, destination, sourcePort, destinationPort, icmpType, icmpCode, loopback,
        other);
  }
}
