package dev.canreach.lower.docker;

import dev.canreach.packet.Address;
import dev.canreach.packet.Cidr;
import dev.canreach.packet.IpFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * One engine with everything that runs on it.
 *
 * @param settings its settings
 * @param networks its networks by name
 * @param containers its containers by the id of their endpoint
 */
record Engine(EngineSettings settings, SortedMap<String, EngineNetwork> networks,
    SortedMap<String, EngineContainer> containers) {

  /** Addresses that never leave a machine. */
  static final List<Cidr> LOOPBACKS = Stream.of("127.0.0.0/8", "::1/128")
      .map(text -> Cidr.parse(text).orElseThrow())
      .toList();

  /** The addresses of the host: those that the user gives, those that ports are bound to, and those of the bridges. */
  List<Address> hostAddresses() {
    Set<Address> addresses = new TreeSet<>(settings.hostAddresses().orElse(List.of()));
    if (settings.hostAddresses().isEmpty()) {
      for (EngineContainer container : containers.values()) {
        container.spec()
            .ports()
            .forEach(port -> port.hostIp().filter(address -> !isSpecial(address)).ifPresent(addresses::add));
      }
    }
    networks.values().forEach(network -> {
      if (network.driver() == EngineNetwork.Driver.BRIDGE) {
        addresses.addAll(network.gateways().values());
      }
    });
    return List.copyOf(addresses);
  }

  /** The families that the host speaks. */
  Set<IpFamily> hostFamilies() {
    Set<IpFamily> families = new TreeSet<>(Set.of(IpFamily.IPV4));
    hostAddresses().forEach(address -> families.add(address.family()));
    return families;
  }

  /** The network that every engine has. */
  EngineNetwork defaultBridge() {
    return Optional.ofNullable(networks.get(NetworkSpec.DEFAULT_BRIDGE)).orElseThrow();
  }

  /** Loopback addresses, and those that stand for all addresses. */
  static boolean isSpecial(Address address) {
    return isLoopback(address) || isEvery(address);
  }

  /** Whether the address never leaves a machine. */
  static boolean isLoopback(Address address) {
    return LOOPBACKS.stream().anyMatch(block -> block.contains(address));
  }

  /** Whether the address stands for all addresses of its family. */
  static boolean isEvery(Address address) {
    return address.equals(Address.min(address.family()));
  }

  /** The containers that are on a network, in whatever namespace. */
  List<EngineContainer> on(EngineNetwork network) {
    return containers.values().stream().filter(container -> container.on(network).isPresent()).toList();
  }

  /** The containers whose default gateway is on a network. */
  List<EngineContainer> leavingBy(EngineNetwork network, IpFamily family) {
    return containers.values()
        .stream()
        .filter(container -> container.gateway(family).filter(joined -> joined.network().equals(network)).isPresent())
        .toList();
  }

  /** The containers by the container or host that owns their network namespace. */
  SortedMap<String, List<EngineContainer>> namespaces() {
    SortedMap<String, List<EngineContainer>> namespaces = new TreeMap<>();
    containers.values()
        .forEach(
            container -> namespaces.computeIfAbsent(container.namespace(), key -> new ArrayList<>()).add(container));
    return namespaces;
  }

  /** What listens in a network namespace; every port when the user does not say. */
  Optional<Set<Listeners.Socket>> listening(String namespace) {
    return settings.listeners().map(listeners -> {
      Set<Listeners.Socket> sockets = new TreeSet<>();
      namespaces().getOrDefault(namespace, List.of())
          .forEach(container -> sockets.addAll(listeners.of(container.spec().service())));
      return sockets;
    });
  }
}
