package dev.canreach.packet;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An IP address. IPv4 and IPv6 are separate spaces: an IPv4 address never equals an IPv6 address.
 *
 * @param family the address family
 * @param high bits 127 to 64; zero for IPv4
 * @param low bits 63 to 0; the low 32 bits hold an IPv4 address
 */
public record Address(IpFamily family, long high, long low) implements Comparable<Address> {

  /** Rejects bits outside the family's width. */
  public Address {
    if (family == IpFamily.IPV4 && (high != 0 || low >>> 32 != 0)) {
      throw new IllegalArgumentException("more than 32 bits in an IPv4 address");
    }
  }

  /** Written out, as is {@link #hashCode}: addresses are compared more often than anything else. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Address address && low == address.low && high == address.high && family == address.family;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(31 * high + low);
  }

  /** The IPv4 address whose 32 bits are given. */
  public static Address ipv4(int bits) {
    return new Address(IpFamily.IPV4, 0, Integer.toUnsignedLong(bits));
  }

  /** The least address of the family: 0.0.0.0 or ::. */
  public static Address min(IpFamily family) {
    return new Address(family, 0, 0);
  }

  /** The greatest address of the family. */
  public static Address max(IpFamily family) {
    return family == IpFamily.IPV4 ? new Address(family, 0, 0xFFFF_FFFFL) : new Address(family, -1L, -1L);
  }

  /**
   * Reads a dotted quad or an IPv6 address in any RFC 4291 spelling, without zone and without brackets. Leading zeros
   * of a quad are read as decimal (K8S/N-13); an IPv4-mapped IPv6 address is the IPv4 address that it carries.
   *
   * @return the address, or empty when the text is no address
   */
  public static Optional<Address> parse(String text) {
    return AddressParser.parse(text);
  }

  /** The next address, or empty after the greatest one. */
  public Optional<Address> next() {
    if (equals(max(family))) {
      return Optional.empty();
    }
    long nextLow = low + 1;
    return Optional.of(new Address(family, nextLow == 0 ? high + 1 : high, nextLow));
  }

  /** The previous address, or empty before the least one. */
  public Optional<Address> previous() {
    if (high == 0 && low == 0) {
      return Optional.empty();
    }
    return Optional.of(new Address(family, low == 0 ? high - 1 : high, low - 1));
  }

  /** IPv4 before IPv6, then by unsigned value. */
  @Override
  public int compareTo(Address other) {
    int byFamily = family.compareTo(other.family);
    if (byFamily != 0) {
      return byFamily;
    }
    int byHigh = Long.compareUnsigned(high, other.high);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
  }

  /** The usual spelling: a dotted quad, or RFC 5952. */
  @Override
  public String toString() {
    return AddressParser.format(this);
  }
}
