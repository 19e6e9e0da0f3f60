package dev.canreach.lint.rules.networkpolicy;

import dev.canreach.packet.Address;
import dev.canreach.packet.AddressRange;
import dev.canreach.packet.AddressSet;
import dev.canreach.packet.Cidr;
import dev.canreach.packet.IpFamily;
import dev.canreach.resource.kubernetes.IpBlock;
import dev.canreach.resource.kubernetes.NetworkPolicy;
import dev.canreach.resource.kubernetes.PolicyPeer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The address space cut into the coarsest parts that the address blocks of some policies can tell apart: each block holds a part as a whole or not at all.
 */
final class AddressParts {
  private final List<AddressRange> parts = new ArrayList<>();

  AddressParts(List<NetworkPolicy> policies) {
    var starts = new TreeSet<Address>();
    for (IpFamily family : IpFamily.values()) {
      starts.add(Address.min(family));
    }
    for (NetworkPolicy policy : policies) {
      for (Direction direction : Direction.values()) {
        direction.written(policy).forEach(rule -> rule.peers().forEach(peer -> cut(peer, starts)));
      }
    }
    for (IpFamily family : IpFamily.values()) {
      List<Address> own = starts.stream().filter(address -> address.family() == family).toList();
      for (int i = 0; i < own.size(); i++) {
        Address last = i + 1 < own.size() ? own.get(i + 1).previous().orElseThrow() : Address.max(family);
        parts.add(new AddressRange(own.get(i), last));
      }
    }
  }

  private static void cut(PolicyPeer peer, Set<Address> starts) {
    if (peer instanceof PolicyPeer.Block block) {
      cut(block.block().cidr(), starts);
      block.block().except().forEach(except -> cut(except, starts));
    }
  }

  private static void cut(Cidr cidr, Set<Address> starts) {
    starts.add(cidr.range().first());
    cidr.last().next().ifPresent(starts::add);
  }

  /** The parts in ascending order; the position of each is its number. */
  List<AddressRange> ranges() {
    return List.copyOf(parts);
  }

  /** The numbers of all parts of a family. */
  List<Integer> of(IpFamily family) {
    return numbers(new AddressSet(List.of(AddressRange.all(family))));
  }

  /** The numbers of the parts that the block holds, less those that it leaves out (K8S/N-12). */
  List<Integer> in(IpBlock block) {
    return numbers(AddressSet.of(block.cidr()).minus(AddressSet.of(block.except())));
  }

  private List<Integer> numbers(AddressSet set) {
    var numbers = new ArrayList<Integer>();
    for (int i = 0; i < parts.size(); i++) {
      if (set.contains(parts.get(i).first())) {
        numbers.add(i);
      }
    }
    return numbers;
  }
}
