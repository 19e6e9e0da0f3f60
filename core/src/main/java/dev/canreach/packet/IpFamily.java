package dev.canreach.packet;

/** The version of the Internet Protocol that a packet or an address belongs to. */
public enum IpFamily {
  /** RFC 791; addresses have 32 bits. */
  IPV4(4, 32),
  /** RFC 8200; addresses have 128 bits. */
  IPV6(6, 128);

  private final int version;
  private final int bits;

  IpFamily(int version, int bits) {
    this.version = version;
    this.bits = bits;
  }

  /** The version number in the header: 4 or 6. It is also the value of {@link Field#FAMILY}. */
  public int version() {
    return version;
  }

  /** The length of an address in bits: 32 or 128. */
  public int bits() {
    return bits;
  }
}
