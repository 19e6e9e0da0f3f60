package dev.canreach.lower.cilium;

import dev.canreach.lower.kubernetes.OpenLabel;
import dev.canreach.packet.Cidr;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Side;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.LabelSelector.Operator;
import dev.canreach.resource.LabelSelector.Requirement;
import dev.canreach.resource.cilium.CiliumPeer;
import dev.canreach.resource.cilium.SourcedKey;
import dev.canreach.resource.kubernetes.EndpointSlice;
import dev.canreach.resource.kubernetes.Service;
import dev.canreach.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What `toServices` stands for: the pods that a Service selects, or the addresses of its endpoints (CILIUM/2.3). */
final class ServicePeers {
  private final List<Service> services;
  private final List<EndpointSlice> slices;
  private final EndpointPeers endpoints;
  private final AddressPeers addresses;

  ServicePeers(Inventory inventory, EndpointPeers endpoints, AddressPeers addresses) {
    this.services = inventory.latest(Service.class);
    this.slices = inventory.latest(EndpointSlice.class);
    this.endpoints = endpoints;
    this.addresses = addresses;
  }

  /** The peers that a Service by name stands for; none where there is no such Service. */
  List<PacketExpr> named(CiliumPeer.NamedService peer, Side side) {
    return services.stream()
        .filter(service -> service.name().equals(peer.name()) && isIn(service, peer.namespace()))
        .flatMap(service -> peers(service, peer.span(), side).stream())
        .toList();
  }

  /** The peers that the Services with some labels stand for; none where there is none. */
  List<PacketExpr> selected(CiliumPeer.SelectedServices peer, Side side) {
    return services.stream()
        .filter(service -> isIn(service, peer.namespace()))
        .flatMap(service -> {
          PacketExpr selects = selects(peer, service);
          return selects.equals(PacketExpr.FALSE)
              ? Stream.empty()
              : peers(service, peer.span(), side).stream().map(each -> PacketExpr.and(each, selects));
        })
        .toList();
  }

  private static PacketExpr selects(CiliumPeer.SelectedServices peer, Service service) {
    return PacketExpr.and(peer.selector()
        .requirements()
        .stream()
        .map(ServicePeers::plain)
        .map(requirement -> service.meta().labelsKnown()
            ? PacketExpr.constant(requirement.matches(service.meta().labels()))
            : OpenLabel.of(service).meets(requirement))
        .toList());
  }

  private static boolean isIn(Service service, String namespace) {
    return namespace.isEmpty() || service.namespace().equals(namespace);
  }

  private static Requirement plain(Requirement requirement) {
    return new Requirement(SourcedKey.parse(requirement.key()).name(), requirement.operator(), requirement.values(),
        requirement.span());
  }

  private List<PacketExpr> peers(Service service, Span span, Side side) {
    if (!service.selector().isEmpty()) {
      List<Requirement> requirements = new ArrayList<>();
      service.selector()
          .forEach((key, value) -> requirements.add(requirement(key, value, span)));
      requirements.add(requirement(IdentityLabels.NAMESPACE, service.namespace(), span));
      return List.of(endpoints.matching(requirements, span, side));
    }
    return slices.stream()
        .filter(slice -> slice.namespace().equals(service.namespace()) && slice.service().equals(service.name()))
        .flatMap(slice -> slice.endpoints().stream())
        .filter(endpoint -> endpoint.ready())
        .flatMap(endpoint -> endpoint.addresses().stream())
        .map(address -> addresses.block(Cidr.of(address), List.of(), span, side))
        .toList();
  }

  private static Requirement requirement(String key, String value, Span span) {
    return new Requirement(SourcedKey.KUBERNETES + ":" + key, Operator.IN, List.of(value), span);
  }
}
