package dev.canreach.packet;

import java.util.Optional;

/**
 * A block of addresses that share a prefix (RFC 4632).
 *
 * @param base the least address of the block; host bits are cleared on construction (K8S/N-13: `10.0.0.5/24` means
 *     `10.0.0.0/24`)
 * @param length the number of fixed leading bits, 0 to 32 or 128
 */
public record Cidr(Address base, int length) implements Comparable<Cidr> {

  /** Clears host bits; rejects a length outside the family. */
  public Cidr {
    if (length < 0 || length > base.family().bits()) {
      throw new IllegalArgumentException("prefix length out of range: " + length);
    }
    base = mask(base, length);
  }

  /**
   * Reads `address/length`; a bare address is the block of that one address.
   *
   * @return the block, or empty when the text is no block
   */
  public static Optional<Cidr> parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return Address.parse(text).map(Cidr::of);
    }
    String length = text.substring(slash + 1);
    Optional<Address> base = Address.parse(text.substring(0, slash));
    if (base.isEmpty() || !AddressParser.isNumber(length, 10, 3)) {
      return Optional.empty();
    }
    boolean mapped = base.get().family() == IpFamily.IPV4 && text.indexOf(':') >= 0;
    int bits = Integer.parseInt(length) - (mapped ? 96 : 0);
    return bits < 0 || bits > base.get().family().bits() ? Optional.empty() : Optional.of(new Cidr(base.get(), bits));
  }

  /** The block of one address. */
  public static Cidr of(Address address) {
    return new Cidr(address, address.family().bits());
  }

  /** The block of every address of a family. */
  public static Cidr all(IpFamily family) {
    return new Cidr(Address.min(family), 0);
  }

  /** The family of the addresses in the block. */
  public IpFamily family() {
    return base.family();
  }

  /** Whether the address lies in the block. */
  public boolean contains(Address address) {
    return address.family() == family() && mask(address, length).equals(base);
  }

  /** Whether every address of the other block lies in this one. */
  public boolean contains(Cidr other) {
    return other.length >= length && contains(other.base);
  }

  /** Whether some address lies in both blocks. */
  public boolean overlaps(Cidr other) {
    return contains(other.base) || other.contains(base);
  }

  /** The greatest address of the block. */
  public Address last() {
    Address ones = Address.max(family());
    int fixed = length + 128 - family().bits();
    long highHost = hostBits(Math.min(fixed, 64));
    long lowHost = hostBits(Math.max(fixed - 64, 0));
    return new Address(family(), base.high() | (ones.high() & highHost), base.low() | (ones.low() & lowHost));
  }

  /** The block as a range. */
  public AddressRange range() {
    return new AddressRange(base, last());
  }

  private static Address mask(Address address, int length) {
    int fixed = length + 128 - address.family().bits();
    long highHost = hostBits(Math.min(fixed, 64));
    long lowHost = hostBits(Math.max(fixed - 64, 0));
    return new Address(address.family(), address.high() & ~highHost, address.low() & ~lowHost);
  }

  /** A word whose first `fixed` bits are zero and whose other bits are one. */
  private static long hostBits(int fixed) {
    return fixed >= 64 ? 0 : -1L >>> fixed;
  }

  /** By least address, then the wider block first. */
  @Override
  public int compareTo(Cidr other) {
    int byBase = base.compareTo(other.base);
    return byBase != 0 ? byBase : Integer.compare(length, other.length);
  }

  @Override
  public String toString() {
    return base + "/" + length;
  }
}
