package dev.canreach.packet;

/**
 * A number in the header of a packet. A field exists only in some protocols: a predicate on a field that the packet
 * does not have is false, in every interpreter.
 */
public enum Field {
  /** {@link IpFamily#version()}: 4 or 6; every packet has it. */
  FAMILY(4, 6),
  /** {@link Protocol#number()}; every packet has it. */
  PROTOCOL(0, 255),
  /** TCP, UDP and SCTP. */
  SOURCE_PORT(0, 65535),
  /** TCP, UDP and SCTP. */
  DESTINATION_PORT(0, 65535),
  /** ICMP and ICMPv6. */
  ICMP_TYPE(0, 255),
  /** ICMP and ICMPv6. */
  ICMP_CODE(0, 255);

  private final int min;
  private final int max;

  Field(int min, int max) {
    this.min = min;
    this.max = max;
  }

  /** The least value. */
  public int min() {
    return min;
  }

  /** The greatest value. */
  public int max() {
    return max;
  }

  /** Whether packets of this protocol have the field. */
  public boolean existsIn(Protocol protocol) {
    return switch (this) {
      case FAMILY, PROTOCOL -> true;
      case SOURCE_PORT, DESTINATION_PORT -> protocol.hasPorts();
      case ICMP_TYPE, ICMP_CODE -> protocol.isIcmp();
    };
  }
}
