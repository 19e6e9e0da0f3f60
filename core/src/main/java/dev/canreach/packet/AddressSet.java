package dev.canreach.packet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * A set of addresses in canonical form: sorted, disjoint ranges with a gap between neighbours, so that equal sets are
 * equal objects. Both families may occur.
 *
 * @param ranges the ranges in ascending order
 */
public record AddressSet(List<AddressRange> ranges) {
  /** No address. */
  public static final AddressSet EMPTY = new AddressSet(List.of());
  /** Every address of both families. */
  public static final AddressSet ALL = new AddressSet(
      List.of(AddressRange.all(IpFamily.IPV4), AddressRange.all(IpFamily.IPV6)));

  /**
   * Addresses that hosts on the internet have (RFC 6890, RFC 4291): none of a private network, of one host or link, of a
   * group, or reserved.
   */
  public static final AddressSet PUBLIC = of(
      Stream.of("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
          "192.168.0.0/16", "224.0.0.0/3", "::/3", "4000::/2", "8000::/1")
          .map(text -> Cidr.parse(text).orElseThrow())
          .toList())
      .complement();

  /** Sorts and merges the ranges. */
  public AddressSet {
    ranges = merge(ranges);
  }

  /** The union of the blocks. */
  public static AddressSet of(Collection<Cidr> blocks) {
    return new AddressSet(blocks.stream().map(Cidr::range).toList());
  }

  /** One block. */
  public static AddressSet of(Cidr block) {
    return new AddressSet(List.of(block.range()));
  }

  /** Whether no address is in the set. */
  public boolean isEmpty() {
    return ranges.isEmpty();
  }

  /** Whether the address is in the set; logarithmic in the number of ranges. */
  public boolean contains(Address address) {
    int index = Collections.binarySearch(ranges, new AddressRange(address, Address.max(address.family())));
    if (index >= 0) {
      return true;
    }
    int before = -index - 2;
    int at = -index - 1;
    return (before >= 0 && ranges.get(before).contains(address))
        || (at < ranges.size() && ranges.get(at).contains(address));
  }

  /** Addresses in either set. */
  public AddressSet union(AddressSet other) {
    List<AddressRange> all = new ArrayList<>(ranges);
    all.addAll(other.ranges);
    return new AddressSet(all);
  }

  /** Addresses in both sets. */
  public AddressSet intersect(AddressSet other) {
    List<AddressRange> common = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < ranges.size() && j < other.ranges.size()) {
      AddressRange a = ranges.get(i);
      AddressRange b = other.ranges.get(j);
      Address first = a.first().compareTo(b.first()) >= 0 ? a.first() : b.first();
      Address last = a.last().compareTo(b.last()) <= 0 ? a.last() : b.last();
      if (first.family() == last.family() && first.compareTo(last) <= 0) {
        common.add(new AddressRange(first, last));
      }
      if (a.last().compareTo(b.last()) <= 0) {
        i++;
      } else {
        j++;
      }
    }
    return new AddressSet(common);
  }

  /** Addresses of this set that the other does not hold. */
  public AddressSet minus(AddressSet other) {
    return intersect(other.complement());
  }

  /** Addresses of both families that are not in the set. */
  public AddressSet complement() {
    List<AddressRange> gaps = new ArrayList<>();
    for (IpFamily family : IpFamily.values()) {
      Address next = Address.min(family);
      boolean open = true;
      for (AddressRange range : ranges) {
        if (range.family() != family) {
          continue;
        }
        if (next.compareTo(range.first()) < 0) {
          gaps.add(new AddressRange(next, range.first().previous().orElseThrow()));
        }
        open = range.last().next().isPresent();
        if (open) {
          next = range.last().next().orElseThrow();
        }
      }
      if (open) {
        gaps.add(new AddressRange(next, Address.max(family)));
      }
    }
    return new AddressSet(gaps);
  }

  private static List<AddressRange> merge(List<AddressRange> ranges) {
    List<AddressRange> sorted = new ArrayList<>(ranges);
    Collections.sort(sorted);
    List<AddressRange> merged = new ArrayList<>();
    for (AddressRange range : sorted) {
      AddressRange last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
      if (last != null && last.family() == range.family() && touches(last, range)) {
        Address end = last.last().compareTo(range.last()) >= 0 ? last.last() : range.last();
        merged.set(merged.size() - 1, new AddressRange(last.first(), end));
      } else {
        merged.add(range);
      }
    }
    return List.copyOf(merged);
  }

  private static boolean touches(AddressRange lower, AddressRange upper) {
    return lower.last().next().map(next -> next.compareTo(upper.first()) >= 0).orElse(true);
  }

  @Override
  public String toString() {
    return String.join(",", ranges.stream().map(AddressRange::toString).toList());
  }
}
