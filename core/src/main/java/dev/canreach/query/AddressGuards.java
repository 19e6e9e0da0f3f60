package dev.canreach.query;

import dev.canreach.packet.Address;
import dev.canreach.packet.AddressRange;
import dev.canreach.packet.AddressSet;
import dev.canreach.packet.Cidr;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sets of addresses as predicates. */
public final class AddressGuards {
  /** Addresses that are never routed on the internet: RFC 1918, RFC 6598, loopback, link-local, unique local. */
  static final AddressSet PRIVATE = AddressSet.of(blocks("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16",
      "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "fc00::/7", "fe80::/10", "::1/128"));

  private static final List<Cidr> LOOPBACK = blocks("127.0.0.0/8", "::1/128");

  private AddressGuards() {}

  /** Whether the address is one that each machine gives to itself. */
  static boolean isLoopback(Address address) {
    return LOOPBACK.stream().anyMatch(block -> block.contains(address));
  }

  private static List<Cidr> blocks(String... texts) {
    return List.of(texts).stream().map(Cidr::parse).flatMap(Optional::stream).toList();
  }

  /** The address of the end is known and in the set. */
  public static PacketExpr within(Side side, AddressSet set) {
    List<PacketExpr> prefixes = new ArrayList<>();
    for (AddressRange range : set.ranges()) {
      cover(range).forEach(block -> prefixes.add(PacketExpr.inPrefix(side, block)));
    }
    return PacketExpr.or(prefixes);
  }

  /** The address of the end is not in the set. */
  static PacketExpr outside(Side side, AddressSet set) {
    return PacketExpr.not(within(side, set));
  }

  /** The fewest blocks that make up a range, in ascending order. */
  private static List<Cidr> cover(AddressRange range) {
    List<Cidr> blocks = new ArrayList<>();
    Optional<Address> next = Optional.of(range.first());
    while (next.isPresent() && next.get().compareTo(range.last()) <= 0) {
      Address first = next.get();
      int length = first.family().bits();
      while (length > 0 && fits(new Cidr(first, length - 1), first, range)) {
        length--;
      }
      Cidr block = new Cidr(first, length);
      blocks.add(block);
      next = block.last().next();
    }
    return blocks;
  }

  private static boolean fits(Cidr block, Address first, AddressRange range) {
    return block.base().equals(first) && block.last().compareTo(range.last()) <= 0;
  }
}
