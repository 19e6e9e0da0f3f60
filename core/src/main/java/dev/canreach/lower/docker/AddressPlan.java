package dev.canreach.lower.docker;

import dev.canreach.packet.Address;
import dev.canreach.packet.AddressSet;
import dev.canreach.packet.Cidr;
import dev.canreach.packet.IpFamily;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The blocks and addresses that the engine gives where nothing else is written: blocks from its default pools in the
 * order of network names, addresses from the beginning of their block (DOCKER/D-6).
 */
final class AddressPlan {
  private static final int FIRST_POOL = 17;
  private static final int LAST_POOL = 31;

  private final Set<Cidr> taken = new HashSet<>();
  private final Map<String, Map<IpFamily, Cidr>> ranges = new HashMap<>();
  private final Map<String, Set<Address>> used = new HashMap<>();
  private int unnumbered;

  AddressPlan(Collection<NetworkSpec> networks) {
    networks.forEach(network -> network.pools().forEach(pool -> taken.add(pool.subnet())));
  }

  /** The blocks of a network. */
  Map<IpFamily, Cidr> subnets(NetworkSpec network) {
    Map<IpFamily, Cidr> subnets = new EnumMap<>(IpFamily.class);
    Map<IpFamily, Cidr> rangeOf = new EnumMap<>(IpFamily.class);
    Set<Address> reserved = used.computeIfAbsent(network.name(), key -> new HashSet<>());
    for (NetworkSpec.Pool pool : network.pools()) {
      IpFamily family = pool.subnet().family();
      if (family == IpFamily.IPV4 ? network.ipv4() : network.ipv6()) {
        subnets.putIfAbsent(family, pool.subnet());
        rangeOf.putIfAbsent(family, pool.range().orElse(pool.subnet()));
        reserved.addAll(pool.auxiliary());
      }
    }
    if (network.ipv4()) {
      subnets.computeIfAbsent(IpFamily.IPV4, family -> freeIpv4());
    }
    if (network.ipv6()) {
      subnets.computeIfAbsent(IpFamily.IPV6, family -> freeIpv6());
    }
    subnets.forEach(rangeOf::putIfAbsent);
    ranges.put(network.name(), rangeOf);
    return subnets;
  }

  private Cidr freeIpv4() {
    List<Cidr> candidates = new ArrayList<>();
    for (int second = FIRST_POOL; second <= LAST_POOL; second++) {
      candidates.add(Cidr.parse("172." + second + ".0.0/16").orElseThrow());
    }
    for (int third = 0; third < 256; third += 16) {
      candidates.add(Cidr.parse("192.168." + third + ".0/20").orElseThrow());
    }
    for (int second = 64; second < 128; second++) {
      candidates.add(Cidr.parse("100." + second + ".0.0/16").orElseThrow());
    }
    return take(candidates);
  }

  private Cidr freeIpv6() {
    unnumbered++;
    return take(
        List.of(Cidr.parse("fd00:d0c:" + Integer.toHexString(unnumbered) + "::/64").orElseThrow()));
  }

  private Cidr take(List<Cidr> candidates) {
    Cidr free = candidates.stream()
        .filter(candidate -> taken.stream().noneMatch(candidate::overlaps))
        .findFirst()
        .orElse(candidates.get(candidates.size() - 1));
    taken.add(free);
    return free;
  }

  /** The host's addresses on a network; each is then taken. */
  Map<IpFamily, Address> gateways(NetworkSpec network, Map<IpFamily, Cidr> subnets, Set<IpFamily> without) {
    Map<IpFamily, Address> gateways = new EnumMap<>(IpFamily.class);
    subnets.forEach((family, subnet) -> {
      Optional<Address> written = network.pools()
          .stream()
          .filter(pool -> pool.subnet().equals(subnet))
          .flatMap(pool -> pool.gateway().stream())
          .findFirst();
      if (!without.contains(family)) {
        Address gateway = written.orElse(subnet.base().next().orElse(subnet.base()));
        gateways.put(family, gateway);
        reserve(network.name(), gateway);
      }
    });
    return gateways;
  }

  /** Takes an address that is fixed. */
  void reserve(String network, Address address) {
    used.computeIfAbsent(network, key -> new HashSet<>()).add(address);
  }

  /** The next free address of a network; empty when there is none. */
  Optional<Address> next(String network, Cidr subnet) {
    Cidr range = ranges.getOrDefault(network, Map.of()).getOrDefault(subnet.family(), subnet);
    Set<Address> reserved = used.computeIfAbsent(network, key -> new HashSet<>());
    boolean edges = subnet.family() == IpFamily.IPV4 && subnet.length() < 31;
    Optional<Address> candidate = Optional.of(range.base());
    AddressSet block = AddressSet.of(range);
    while (candidate.isPresent() && block.contains(candidate.get())) {
      Address address = candidate.get();
      boolean edge = address.equals(subnet.base()) || (edges && address.equals(subnet.last()));
      if (!edge && reserved.add(address)) {
        return candidate;
      }
      candidate = address.next();
    }
    return Optional.empty();
  }
}
