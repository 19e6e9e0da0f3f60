package dev.canreach.lower.kubernetes;

import dev.canreach.lower.Assumptions;
import dev.canreach.lower.NetworkBuilder;
import dev.canreach.lower.Planes;
import dev.canreach.lower.dns.ClusterRecords;
import dev.canreach.lower.dns.DnsAnswer;
import dev.canreach.lower.dns.DnsName;
import dev.canreach.lower.dns.NameServers;
import dev.canreach.model.Endpoint;
import dev.canreach.model.Role;
import dev.canreach.model.Route;
import dev.canreach.packet.Address;
import dev.canreach.packet.PacketExpr;
import dev.canreach.resource.kubernetes.Service;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Services that are only another name for a name (K8S/S-08): nothing is forwarded, so ports stay and policies see whatever
 * the name stands for.
 */
final class ExternalNameRoutes {
  private final Map<String, Service> byName = new HashMap<>();
  private final Assumptions assumptions;
  private final NameServers nameServers;
  private final NetworkBuilder network;
  private final int outside;

  ExternalNameRoutes(List<Service> services, Assumptions assumptions, NameServers nameServers, NetworkBuilder network,
      int outside) {
    this.nameServers = nameServers;
    this.assumptions = assumptions;
    this.network = network;
    this.outside = outside;
    services.forEach(service -> byName.put(service.name() + "." + service.namespace(), service));
  }

  /** The Service that the name leads to in the end; empty when it leads out of the cluster, nowhere, or in a circle. */
  Optional<Service> target(Service service) {
    Set<Service> seen = new HashSet<>();
    Optional<Service> current = Optional.of(service);
    while (current.isPresent() && !current.get().externalName().isEmpty()) {
      if (!seen.add(current.get())) {
        return Optional.empty();
      }
      current = named(DnsName.canonical(current.get().externalName()));
    }
    return current;
  }

  /** The last name of the chain. */
  String lastName(Service service) {
    Service current = service;
    Set<Service> seen = new HashSet<>();
    while (seen.add(current)) {
      String name = DnsName.canonical(current.externalName());
      Optional<Service> next = named(name);
      if (next.isEmpty() || next.get().externalName().isEmpty()) {
        return name;
      }
      current = next.get();
    }
    return nameServers.zone();
  }

  private Optional<Service> named(String name) {
    return nameServers.service(name).map(byName::get);
  }

  List<Route.Alternative> alternatives(Service service, Planes planes,
      BiFunction<Service, Planes, List<Route.Alternative>> inside, PathMaker paths) {
    Optional<Service> target = target(service);
    if (target.isPresent()) {
      return inside.apply(target.get(), planes);
    }
    String name = lastName(service);
    if (nameServers.inCluster(name)) {
      return List.of();
    }
    List<Route.Alternative> alternatives = new ArrayList<>();
    for (Backend backend : outside(name)) {
      PacketExpr guard = PacketExpr.and(paths.fromInside(), backend.condition());
      alternatives.add(paths.plain(planes, "name", guard, backend, ServiceRoutes.origin(service)));
    }
    return alternatives;
  }

  /** Where a name outside the cluster leads those who ask the cluster's name servers. */
  private List<Backend> outside(String name) {
    return switch (nameServers.answer(name, ClusterRecords.NONE)) {
      case DnsAnswer.Forwarded forwarded -> elsewhere(forwarded.name(), name);
      case DnsAnswer.Open open -> elsewhere(name, name);
      case DnsAnswer.Listed listed -> at(listed.addresses());
      case DnsAnswer.None none -> List.of();
      case DnsAnswer.Found found -> List.of();
      case DnsAnswer.Alias alias -> List.of();
    };
  }

  private List<Backend> elsewhere(String name, String written) {
    Optional<List<Address>> known = assumptions.dns(name);
    return known.isPresent()
        ? at(known.get())
        : network.endpoint(ExternalNames.PREFIX + written)
            .map(endpoint -> new Backend(endpoint.index(), Optional.empty(), OptionalInt.empty(),
                PacketExpr.holds(ExternalNames.resolves(name))))
            .stream()
            .toList();
  }

  private List<Backend> at(List<Address> addresses) {
    return addresses.stream().flatMap(address -> at(address).stream()).toList();
  }

  private Optional<Backend> at(Address address) {
    Optional<Endpoint> owner = network.owner(address);
    if (owner.isPresent() && owner.get().role() == Role.VIRTUAL) {
      return Optional.empty();
    }
    return Optional.of(new Backend(owner.map(Endpoint::index).orElse(outside), Optional.of(address),
        OptionalInt.empty(), PacketExpr.TRUE));
  }
}
