package dev.canreach.lower.kubernetes;

import dev.canreach.lower.Lowerings;
import dev.canreach.lower.NetworkBuilder;
import dev.canreach.model.Endpoint;
import dev.canreach.model.Role;
import dev.canreach.packet.Address;
import dev.canreach.packet.Field;
import dev.canreach.packet.PacketExpr;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.kubernetes.EndpointSlice;
import dev.canreach.resource.kubernetes.Service;
import dev.canreach.resource.kubernetes.ServicePort;
import dev.canreach.resource.kubernetes.SliceEndpoint;
import dev.canreach.resource.kubernetes.SlicePort;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Finds the backends of Services: pods by selector, or what EndpointSlices name (K8S/S-03 to S-07). */
public final class Backends {
  private final ServicePods pods;
  private final Map<String, List<EndpointSlice>> slices = new HashMap<>();
  private final NetworkBuilder network;
  private final int outside;

  Backends(Inventory inventory, ServicePods pods, NetworkBuilder network, int outside) {
    this.pods = pods;
    this.network = network;
    this.outside = outside;
    for (EndpointSlice slice : inventory.all(EndpointSlice.class)) {
      slices.computeIfAbsent(slice.namespace() + "/" + slice.service(), key -> new ArrayList<>()).add(slice);
    }
  }

  /** The backends of a cluster's Services, for the second pass of a lowering. */
  public static Backends of(Inventory inventory, Cluster cluster, NetworkBuilder network) {
    int outside = network.endpoint(Lowerings.OUTSIDE).orElseThrow().index();
    return new Backends(inventory, new ServicePods(inventory, cluster, network.endpoints()), network, outside);
  }

  /** The backends of one port. */
  public List<Backend> of(Service service, ServicePort port) {
    List<ServicePods.Member> members = pods.of(service);
    if (members.isEmpty()) {
      return fromSlices(service, port);
    }
    List<Backend> backends = new ArrayList<>();
    for (ServicePods.Member member : members) {
      OptionalInt target = TargetPort.of(member.pod(), port.target(), port.protocol());
      if (target.isPresent()) {
        backends.add(new Backend(member.endpoint(), Optional.empty(), target, member.condition()));
      }
    }
    return backends;
  }

  /**
   * The endpoints of a headless Service: the client connects to their addresses on the port that it names; the target port
   * is not looked at (K8S/S-07), so a Service port that leads elsewhere finds nobody listening.
   */
  public List<Backend> headless(Service service) {
    List<Backend> backends = new ArrayList<>();
    for (ServicePods.Member member : pods.of(service)) {
      List<PacketExpr> silent = service.ports()
          .stream()
          .filter(port -> !listens(member.pod(), port))
          .map(port -> PacketExpr.and(PacketExpr.is(port.protocol()),
              PacketExpr.is(Field.DESTINATION_PORT, port.port())))
          .toList();
      backends.add(new Backend(member.endpoint(), Optional.empty(), OptionalInt.empty(),
          PacketExpr.and(member.condition(), PacketExpr.not(PacketExpr.or(silent)))));
    }
    if (backends.isEmpty()) {
      for (EndpointSlice slice : slices(service)) {
        slice.endpoints().forEach(endpoint -> at(endpoint, OptionalInt.empty()).ifPresent(backends::add));
      }
    }
    return backends.stream().distinct().toList();
  }

  /** Whether somebody might listen on the very port of the Service: the target is the same, or a container declares it. */
  private static boolean listens(PodClass pod, ServicePort port) {
    OptionalInt target = TargetPort.of(pod, port.target(), port.protocol());
    boolean same = target.isPresent() && target.getAsInt() == port.port();
    return same || pod.ports()
        .stream()
        .anyMatch(declared -> declared.port() == port.port() && declared.protocol().equals(port.protocol()));
  }

  private List<Backend> fromSlices(Service service, ServicePort port) {
    List<Backend> backends = new ArrayList<>();
    for (EndpointSlice slice : slices(service)) {
      for (SlicePort served : slice.ports()) {
        boolean possible = served.port().isEmpty()
            || (served.port().getAsInt() >= 1 && served.port().getAsInt() <= Field.DESTINATION_PORT.max());
        if (served.name().equals(port.name()) && possible) {
          slice.endpoints().forEach(endpoint -> at(endpoint, served.port()).ifPresent(backends::add));
        }
      }
    }
    return backends.stream().distinct().toList();
  }

  private List<EndpointSlice> slices(Service service) {
    return slices.getOrDefault(service.namespace() + "/" + service.name(), List.of());
  }

  /** The first address counts; a Service's own address leads nowhere (K8S/S-06). */
  private Optional<Backend> at(SliceEndpoint endpoint, OptionalInt port) {
    if (!endpoint.ready() || endpoint.addresses().isEmpty()) {
      return Optional.empty();
    }
    Address address = endpoint.addresses().get(0);
    Optional<Endpoint> owner = network.owner(address);
    if (owner.isPresent() && owner.get().role() == Role.VIRTUAL) {
      return Optional.empty();
    }
    return Optional.of(
        new Backend(owner.map(Endpoint::index).orElse(outside), Optional.of(address), port, PacketExpr.TRUE));
  }
}
