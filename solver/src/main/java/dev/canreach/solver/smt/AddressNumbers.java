package dev.canreach.solver.smt;

import dev.canreach.packet.Address;
import dev.canreach.packet.AddressRange;
import dev.canreach.packet.AddressSet;
import dev.canreach.packet.IpFamily;
import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Addresses as the numbers that their bits spell. */
final class AddressNumbers {
  private static final BigInteger LOW_HALF = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

  private AddressNumbers() {}

  /** The number of an address. */
  static BigInteger number(Address address) {
    return unsigned(address.high()).shiftLeft(64).or(unsigned(address.low()));
  }

  /** The address of a number. */
  static Address address(IpFamily family, BigInteger number) {
    return new Address(family, number.shiftRight(64).longValue(), number.and(LOW_HALF).longValue());
  }

  /** The least address between the two, both included, that the set does not hold. */
  static Optional<Address> leastOutside(AddressSet taken, Address first, Address last) {
    List<AddressRange> ranges = taken.ranges();
    int at = Collections.binarySearch(ranges, new AddressRange(first, Address.max(first.family())));
    int next = at >= 0 ? at : -at - 1;
    // Ranges have gaps between them, so at most one range covers `first`: the one before the insertion point, or at it.
    for (int index : new int[]{next - 1, next}) {
      if (index >= 0 && index < ranges.size() && ranges.get(index).contains(first)) {
        return ranges.get(index).last().next().filter(free -> free.compareTo(last) <= 0);
      }
    }
    return Optional.of(first);
  }

  private static BigInteger unsigned(long bits) {
    BigInteger value = BigInteger.valueOf(bits & Long.MAX_VALUE);
    return bits < 0 ? value.setBit(63) : value;
  }
}
