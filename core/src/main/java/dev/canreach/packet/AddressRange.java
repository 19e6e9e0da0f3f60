package dev.canreach.packet;

/**
 * The addresses from first to last, both included.
 *
 * @param first the least address
 * @param last the greatest address, of the same family and not below first
 */
public record AddressRange(Address first, Address last) implements Comparable<AddressRange> {

  /** Rejects ends of two families and an empty range. */
  public AddressRange {
    if (first.family() != last.family() || first.compareTo(last) > 0) {
      throw new IllegalArgumentException("not a range: " + first + "-" + last);
    }
  }

  /** Every address of a family. */
  public static AddressRange all(IpFamily family) {
    return new AddressRange(Address.min(family), Address.max(family));
  }

  /** The family of the addresses. */
  public IpFamily family() {
    return first.family();
  }

  /** Whether the address lies in the range. */
  public boolean contains(Address address) {
    return first.compareTo(address) <= 0 && address.compareTo(last) <= 0;
  }

  @Override
  public int compareTo(AddressRange other) {
    int byFirst = first.compareTo(other.first);
    return byFirst != 0 ? byFirst : last.compareTo(other.last);
  }

  /** `first-last`, as contract and reports write a range. */
  @Override
  public String toString() {
    return first + "-" + last;
  }
}
