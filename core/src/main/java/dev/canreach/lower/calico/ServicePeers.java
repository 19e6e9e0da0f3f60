package dev.canreach.lower.calico;

import dev.canreach.lower.Assumptions;
import dev.canreach.lower.NetworkBuilder;
import dev.canreach.lower.kubernetes.PodClass;
import dev.canreach.lower.kubernetes.TargetPort;
import dev.canreach.packet.Address;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.Cidr;
import dev.canreach.packet.EndpointSet;
import dev.canreach.packet.Field;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Protocol;
import dev.canreach.packet.Side;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.calico.EntityRule.ServiceName;
import dev.canreach.resource.kubernetes.EndpointSlice;
import dev.canreach.resource.kubernetes.Service;
import dev.canreach.resource.kubernetes.ServicePort;
import dev.canreach.resource.kubernetes.SliceEndpoint;
import dev.canreach.resource.kubernetes.SlicePort;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What a Service in a rule means: as a destination the addresses and ports of its endpoints, as a source their addresses;
 * whether they are ready does not count (CALICO/1.7).
 */
final class ServicePeers {
  private final Map<String, List<EndpointSlice>> slices = new HashMap<>();
  private final Map<String, Service> services = new HashMap<>();
  private final Collection<PodClass> pods;
  private final NetworkBuilder network;
  private final boolean closedWorld;
  private final Map<ServiceName, Map<Side, PacketExpr>> known = new HashMap<>();

  ServicePeers(Inventory inventory, Assumptions assumptions, Collection<PodClass> pods, NetworkBuilder network) {
    for (EndpointSlice slice : inventory.all(EndpointSlice.class)) {
      slices.computeIfAbsent(slice.namespace() + "/" + slice.service(), key -> new ArrayList<>()).add(slice);
    }
    for (Service service : inventory.latest(Service.class)) {
      services.put(service.namespace() + "/" + service.name(), service);
    }
    this.pods = pods;
    this.network = network;
    this.closedWorld = assumptions.world() == Assumptions.World.CLOSED;
  }

  /** The end is one of the Service's endpoints; a name without namespace is that of none (CALICO/CAX-11). */
  PacketExpr matches(ServiceName name, Side side) {
    if (name.namespace().isEmpty()) {
      return PacketExpr.FALSE;
    }
    return known.computeIfAbsent(name, key -> new HashMap<>()).computeIfAbsent(side, key -> find(name, side));
  }

  private PacketExpr find(ServiceName name, Side side) {
    String key = name.namespace() + "/" + name.name();
    if (slices.containsKey(key)) {
      return PacketExpr.or(slices.get(key).stream().map(slice -> ofSlice(slice, side)).toList());
    }
    Service service = services.get(key);
    if (service == null && !closedWorld) {
      return PacketExpr.holds(Assumption.open("service", "the Service `" + key + "` has such an endpoint",
          "add the Service `" + key + "` to the input"));
    }
    return service == null || service.selector().isEmpty() ? PacketExpr.FALSE : ofPods(service, side);
  }

  private static PacketExpr ofSlice(EndpointSlice slice, Side side) {
    List<PacketExpr> ways = new ArrayList<>();
    for (SliceEndpoint endpoint : slice.endpoints()) {
      for (Address address : endpoint.addresses()) {
        PacketExpr at = PacketExpr.inPrefix(side, Cidr.of(address));
        if (side == Side.SOURCE) {
          ways.add(at);
        } else {
          for (SlicePort port : slice.ports()) {
            port.port().ifPresent(number -> ways.add(PacketExpr.and(at, to(port.protocol(), number))));
          }
        }
      }
    }
    return PacketExpr.or(ways);
  }

  private PacketExpr ofPods(Service service, Side side) {
    List<PacketExpr> ways = new ArrayList<>();
    for (PodClass pod : pods) {
      if (!pod.namespace().equals(service.namespace())
          || !pod.labels().entrySet().containsAll(service.selector().entrySet())) {
        continue;
      }
      PacketExpr at = network.endpoint(pod.id())
          .map(endpoint -> PacketExpr.isEndpoint(side, EndpointSet.of(endpoint.index())))
          .orElse(PacketExpr.FALSE);
      if (side == Side.SOURCE) {
        ways.add(at);
      } else {
        for (ServicePort port : service.ports()) {
          OptionalInt target = TargetPort.of(pod, port.target(), port.protocol());
          target.ifPresent(number -> ways.add(PacketExpr.and(at, to(port.protocol(), number))));
        }
      }
    }
    return PacketExpr.or(ways);
  }

  private static PacketExpr to(Protocol protocol, int port) {
    return PacketExpr.and(PacketExpr.is(protocol), PacketExpr.is(Field.DESTINATION_PORT, port));
  }
}
