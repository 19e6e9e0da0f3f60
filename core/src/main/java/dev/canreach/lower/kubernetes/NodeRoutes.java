package dev.canreach.lower.kubernetes;

import dev.canreach.lower.Lowering;
import dev.canreach.lower.NetworkBuilder;
import dev.canreach.lower.Planes;
import dev.canreach.model.Endpoint;
import dev.canreach.model.Origin;
import dev.canreach.model.Route;
import dev.canreach.packet.Address;
import dev.canreach.packet.Cidr;
import dev.canreach.packet.Field;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Protocol;
import dev.canreach.packet.Side;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.kubernetes.Container;
import dev.canreach.resource.kubernetes.ContainerPort;
import dev.canreach.resource.kubernetes.Service;
import dev.canreach.resource.kubernetes.ServicePort;
import dev.canreach.resource.kubernetes.ServiceType;
import dev.canreach.resource.kubernetes.TrafficPolicy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Ports of nodes that lead to pods: node ports of Services (K8S/S-09, S-16) and host ports of containers (K8S/W-09). */
final class NodeRoutes implements Lowering.Rules {
  private final List<Service> services;
  private final Inventory inventory;
  private final Cluster cluster;
  private final Backends backends;
  private final PathMaker paths;
  private final ServiceProxy proxy;
  private final Map<Protocol, PacketExpr> unclaimed = new HashMap<>();

  NodeRoutes(List<Service> services, Inventory inventory, Cluster cluster, Backends backends, PathMaker paths,
      ServiceProxy proxy) {
    this.services = services;
    this.inventory = inventory;
    this.cluster = cluster;
    this.backends = backends;
    this.paths = paths;
    this.proxy = proxy;
  }

  /** Whether a Service has ports on the nodes (K8S/S-01, S-12). */
  static boolean hasNodePorts(Service service) {
    return service.type() == ServiceType.NODE_PORT
        || (service.type() == ServiceType.LOAD_BALANCER && service.allocateNodePorts());
  }

  /** Whether ports of nodes lead to the pod; one on its node's network needs none (K8S/W-08). */
  static boolean hasHostPort(PodClass pod) {
    // asked about every pod of every state: no streams here
    for (Container container : pod.spec().containers()) {
      for (ContainerPort port : container.ports()) {
        if (port.hostPort().isPresent() && container.serves() && pod.selectable()) {
          return true;
        }
      }
    }
    return false;
  }

  @Override
  public void addTo(NetworkBuilder network) {
    List<Endpoint> nodes = new ArrayList<>();
    cluster.nodes().all().forEach(node -> network.endpoint(node.id()).ifPresent(nodes::add));
    if (nodes.isEmpty()) {
      network.endpoint(NodeClass.SOME).ifPresent(nodes::add);
    }
    List<PodClass> published = cluster.pods().values().stream().filter(NodeRoutes::hasHostPort).toList();
    for (Endpoint node : nodes) {
      for (Service service : services) {
        if (hasNodePorts(service)) {
          service.ports().forEach(port -> nodePort(network, service, port, node));
        }
      }
      published.forEach(pod -> hostPorts(network, pod, node));
    }
  }

  private void nodePort(NetworkBuilder network, Service service, ServicePort port, Endpoint node) {
    Origin origin = ServiceRoutes.origin(service, port);
    PacketExpr chosen = port.nodePort().isPresent()
        ? PacketExpr.TRUE
        : unclaimed.computeIfAbsent(port.protocol(), this::unclaimed);
    PacketExpr taken = PacketExpr.and(Acceptance.of(service, inventory), ServiceRoutes.toNode(service, port), chosen,
        proxy.answersOn(node));
    network.route(planes -> {
      List<Route.Alternative> alternatives = new ArrayList<>();
      for (Backend backend : backends.of(service, port)) {
        alternatives.add(service.externalTrafficPolicy() == TrafficPolicy.LOCAL
            ? local(planes, taken, backend, node, origin)
            : paths.throughNode(planes, "node port", taken, backend.condition(), backend,
                Optional.of(node.index()), origin));
      }
      if (alternatives.isEmpty()) {
        alternatives.add(PathMaker.rejected(node.index(), "node port", taken, origin));
      }
      return new Route(node.index(), "node port of " + service.namespace() + "/" + service.name(), alternatives,
          origin);
    });
  }

  /** The ports that no Service states: the server chooses among these (K8S/S-02, S-16). */
  private PacketExpr unclaimed(Protocol protocol) {
    return PacketExpr.not(PacketExpr.or(services.stream()
        .filter(NodeRoutes::hasNodePorts)
        .flatMap(service -> service.ports().stream())
        .filter(port -> port.protocol().equals(protocol) && port.nodePort().isPresent())
        .map(port -> PacketExpr.is(Field.DESTINATION_PORT, port.nodePort().getAsInt()))
        .toList()));
  }

  /** Clients outside reach endpoints on this very node only; the source stays (K8S/S-09). */
  private Route.Alternative local(Planes planes, PacketExpr taken, Backend backend, Endpoint node, Origin origin) {
    PacketExpr near = PacketExpr.or(paths.fromInside(), cluster.placement().runsOn(backend.endpoint(), node.index()));
    return paths.throughNode(planes, "node port", taken, PacketExpr.and(backend.condition(), near), backend,
        Optional.empty(), origin);
  }

  private void hostPorts(NetworkBuilder network, PodClass pod, Endpoint node) {
    int endpoint = network.endpoint(pod.id()).orElseThrow().index();
    PacketExpr here = cluster.placement().runsOn(endpoint, node.index());
    if (here.equals(PacketExpr.FALSE)) {
      return;
    }
    for (Container container : pod.serving()) {
      for (ContainerPort port : container.ports()) {
        if (port.hostPort().isPresent()) {
          hostPort(network, pod, new Backend(endpoint, Optional.empty(), OptionalInt.of(port.containerPort()), here),
              port, node);
        }
      }
    }
  }

  private void hostPort(NetworkBuilder network, PodClass pod, Backend backend, ContainerPort port, Endpoint node) {
    Origin origin = new Origin(pod.origin().object(), "host port " + port.hostPort().getAsInt(), "", port.span());
    PacketExpr taken = PacketExpr.and(backend.condition(), PacketExpr.is(port.protocol()),
        PacketExpr.is(Field.DESTINATION_PORT, port.hostPort().getAsInt()), bound(port.hostIp(), node));
    network.route(planes -> new Route(node.index(), "host port of " + pod.id(),
        List.of(paths.throughNode(planes, "host port", taken, PacketExpr.TRUE, backend, Optional.empty(), origin)),
        origin));
  }

  /** Which of the node's addresses a host port listens on; a value that is no address binds nothing (K8S/KX-6). */
  private static PacketExpr bound(String hostIp, Endpoint node) {
    if (hostIp.isEmpty()) {
      return PacketExpr.TRUE;
    }
    Optional<Address> address = Address.parse(hostIp);
    if (address.isEmpty()) {
      return PacketExpr.FALSE;
    }
    boolean every = address.get().equals(Address.min(address.get().family()));
    if (every) {
      return PacketExpr.is(address.get().family());
    }
    boolean unknown = node.addresses().isEmpty();
    return unknown ? PacketExpr.FALSE : PacketExpr.inPrefix(Side.DESTINATION, Cidr.of(address.get()));
  }
}
