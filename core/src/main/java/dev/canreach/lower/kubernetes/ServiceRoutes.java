package dev.canreach.lower.kubernetes;

import dev.canreach.lower.Lowering;
import dev.canreach.lower.NetworkBuilder;
import dev.canreach.lower.Planes;
import dev.canreach.model.Endpoint;
import dev.canreach.model.Origin;
import dev.canreach.model.Path;
import dev.canreach.model.Role;
import dev.canreach.model.Route;
import dev.canreach.model.Step;
import dev.canreach.packet.Address;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.Cidr;
import dev.canreach.packet.Field;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Side;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.kubernetes.IpBlock;
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
import java.util.function.Function;

/** Routes of Services: inside the cluster, and under addresses for the outside (K8S/S-01 to S-21). */
final class ServiceRoutes implements Lowering.Rules {
  /** The ports that a server hands out to Services unless it is configured otherwise (K8S/S-16). */
  private static final int FIRST_NODE_PORT = 30000;
  private static final int LAST_NODE_PORT = 32767;

  private final List<Service> services;
  private final Inventory inventory;
  private final Cluster cluster;
  private final Backends backends;
  private final PathMaker paths;
  private final ExternalNameRoutes externalNames;
  private final ServiceProxy proxy;

  ServiceRoutes(List<Service> services, Inventory inventory, Cluster cluster, Backends backends, PathMaker paths,
      ExternalNameRoutes externalNames, ServiceProxy proxy) {
    this.services = services;
    this.inventory = inventory;
    this.cluster = cluster;
    this.backends = backends;
    this.paths = paths;
    this.externalNames = externalNames;
    this.proxy = proxy;
  }

  @Override
  public void addTo(NetworkBuilder network) {
    Map<Address, List<PacketExpr>> offered = offered();
    for (Service service : services) {
      network.endpoint(ServiceEndpoints.id(service)).ifPresent(entry -> inside(network, service, entry));
      network.endpoint(ServiceEndpoints.clusterId(service)).ifPresent(entry -> inside(network, service, entry));
      if (NodeRoutes.hasNodePorts(service)) {
        network.endpoint(ServiceEndpoints.id(service)).ifPresent(entry -> throughNodes(network, service, entry));
      }
      if (ServiceEndpoints.hasExternal(service)) {
        network.endpoint(ServiceEndpoints.id(service))
            .ifPresent(entry -> outside(network, service, entry, paths.fromOutside()));
        network.endpoint(ServiceEndpoints.externalId(service))
            .ifPresent(entry -> outside(network, service, entry, PacketExpr.TRUE));
        claimed(network, service);
        beyond(network, service, offered);
      }
    }
  }

  private void inside(NetworkBuilder network, Service service, Endpoint entry) {
    network.route(planes -> {
      List<Route.Alternative> alternatives = service.type() == ServiceType.EXTERNAL_NAME
          ? externalNames.alternatives(service, planes, this::insideAlternatives, paths)
          : insideAlternatives(service, planes);
      return new Route(entry.index(), "service " + name(service),
          withRefused(service, entry, "service", paths.fromInside(), alternatives), origin(service));
    });
  }

  /** The alternatives, and what a Service that the server refuses may forward once it is corrected (K8S/S-02, S-03). */
  private List<Route.Alternative> withRefused(Service service, Endpoint entry, String kind, PacketExpr sources,
      List<Route.Alternative> alternatives) {
    Optional<RefusedParts> refused = RefusedServices.of(service, inventory);
    if (refused.isEmpty()) {
      return alternatives;
    }
    PacketExpr forwards = PacketExpr.and(RefusedServices.mayBeExternal(refused.get()) ? PacketExpr.TRUE : sources,
        RefusedServices.forwards(refused.get()));
    List<Route.Alternative> all = new ArrayList<>(alternatives);
    all.add(new Route.Alternative(entry.index(), 1,
        new Path(List.of(new Step.Hop(kind, forwards, List.of(), origin(service)))), Optional.empty(),
        Optional.empty()));
    return all;
  }

  /** What clients inside the cluster meet (K8S/S-10, S-20). */
  private List<Route.Alternative> insideAlternatives(Service service, Planes planes) {
    PacketExpr accepted = PacketExpr.and(paths.fromInside(), Acceptance.of(service, inventory));
    List<Route.Alternative> alternatives = new ArrayList<>();
    if (service.headless()) {
      for (Backend backend : backends.headless(service)) {
        PacketExpr guard = PacketExpr.and(accepted, backend.condition());
        alternatives.add(paths.plain(planes, "service", guard, backend, origin(service)));
      }
      return alternatives;
    }
    for (ServicePort port : service.ports()) {
      for (Backend backend : backends.of(service, port)) {
        PacketExpr near = service.internalTrafficPolicy() == TrafficPolicy.LOCAL
            ? cluster.placement().sourceSharesNode(backend.endpoint())
            : PacketExpr.TRUE;
        PacketExpr guard = PacketExpr.and(accepted, to(port), near, backend.condition());
        alternatives.add(paths.plain(planes, "service", guard, backend, origin(service, port)));
      }
    }
    if (proxy.mayBindAddresses()) {
      alternatives.add(paths.plain(planes, "node", PacketExpr.and(accepted, answeredByNode(service)),
          new Backend(paths.someNode(), Optional.empty(), OptionalInt.empty(), PacketExpr.TRUE), origin(service)));
    }
    return alternatives;
  }

  /** A node that has the address itself may answer what the Service does not (K8S/S-19). */
  private static PacketExpr answeredByNode(Service service) {
    PacketExpr offered = PacketExpr.or(service.ports().stream().map(ServiceRoutes::to).toList());
    return PacketExpr.and(PacketExpr.not(offered),
        PacketExpr.holds(Assumption.open("kube-proxy",
            "in mode ipvs a process of the node answers what `" + service.id() + "` does not offer",
            "use a port of the Service")));
  }

  private void outside(NetworkBuilder network, Service service, Endpoint entry, PacketExpr sources) {
    enters(network, service, entry, kind(service), PacketExpr.and(sources, ranges(service),
        LoadBalancers.takes(service, paths.fromInside())), ServiceRoutes::to);
  }

  /** What clients outside meet who come by the Service's ports on the nodes (K8S/S-01, S-09, S-16). */
  private void throughNodes(NetworkBuilder network, Service service, Endpoint entry) {
    enters(network, service, entry, "node port",
        PacketExpr.and(paths.fromOutside(), proxy.answersSomewhere(cluster.nodes().all())),
        port -> toNode(service, port));
  }

  /** What enters by the Service; whoever has the address itself gets none of it, even where nobody receives it (K8S/S-18). */
  private void enters(NetworkBuilder network, Service service, Endpoint entry, String kind, PacketExpr sources,
      Function<ServicePort, PacketExpr> ports) {
    network.route(planes -> {
      List<Route.Alternative> alternatives = new ArrayList<>();
      PacketExpr admitted = PacketExpr.and(sources, Acceptance.of(service, inventory));
      for (ServicePort port : service.ports()) {
        List<Backend> receivers = backends.of(service, port);
        if (receivers.isEmpty() && entry.role() != Role.VIRTUAL) {
          PacketExpr taken = PacketExpr.and(admitted, ports.apply(port));
          alternatives.add(PathMaker.rejected(entry.index(), kind, taken, origin(service, port)));
        }
        for (Backend backend : receivers) {
          PacketExpr guard = PacketExpr.and(admitted, ports.apply(port), backend.condition());
          alternatives.add(service.externalTrafficPolicy() == TrafficPolicy.LOCAL
              ? paths.plain(planes, kind, guard, backend, origin(service, port))
              : paths.masqueraded(planes, kind, guard, backend, paths.someNode(), origin(service, port)));
        }
      }
      return new Route(entry.index(), kind + " of " + name(service),
          withRefused(service, entry, kind, sources, alternatives), origin(service));
    });
  }

  /** The port on the nodes; which one it is stays open where the manifest leaves it to the server. */
  static PacketExpr toNode(Service service, ServicePort port) {
    PacketExpr number = port.nodePort().isPresent()
        ? PacketExpr.is(Field.DESTINATION_PORT, port.nodePort().getAsInt())
        : PacketExpr.and(PacketExpr.inRange(Field.DESTINATION_PORT, FIRST_NODE_PORT, LAST_NODE_PORT),
            PacketExpr.holds(Assumption.open("node port",
                "the server gives port " + port.port() + "/" + port.protocol() + " of `" + service.id()
                    + "` this port on the nodes",
                "set `nodePort`")));
    return PacketExpr.and(PacketExpr.is(port.protocol()), number);
  }

  /** Addresses for the outside that belong to somebody else, such as a node: whoever owns them, the Service gets them (K8S/S-13). */
  private void claimed(NetworkBuilder network, Service service) {
    for (Address address : ServiceEndpoints.external(service)) {
      Endpoint owner = network.owner(address).orElseThrow();
      if (owner.id().equals(ServiceEndpoints.externalId(service))) {
        continue;
      }
      outside(network, service, owner, PacketExpr.inPrefix(Side.DESTINATION, Cidr.of(address)));
    }
  }

  /** By external address what any Service offers there. */
  private Map<Address, List<PacketExpr>> offered() {
    Map<Address, List<PacketExpr>> offered = new HashMap<>();
    for (Service service : services) {
      List<PacketExpr> ports = service.ports().stream().map(ServiceRoutes::to).toList();
      ServiceEndpoints.external(service)
          .forEach(address -> offered.computeIfAbsent(address, key -> new ArrayList<>()).addAll(ports));
    }
    return offered;
  }

  /** What no Service offers at an address goes on to whoever has the address outside, if anybody has (K8S/S-13). */
  private void beyond(NetworkBuilder network, Service service, Map<Address, List<PacketExpr>> offered) {
    for (Address address : service.externalIps()) {
      Endpoint owner = network.owner(address).orElseThrow();
      if (!owner.id().equals(ServiceEndpoints.externalId(service))) {
        continue;
      }
      PacketExpr exists = PacketExpr.holds(Assumption.open("routing",
          "`" + address + "` is an address outside the cluster, too, which answers what no Service offers there",
          "ask about a port of a Service"));
      PacketExpr guard = PacketExpr.and(paths.fromInside(), PacketExpr.inPrefix(Side.DESTINATION, Cidr.of(address)),
          PacketExpr.not(PacketExpr.or(offered.getOrDefault(address, List.of()))), exists);
      Backend outside = new Backend(paths.outside(), Optional.of(address), OptionalInt.empty(), PacketExpr.TRUE);
      network.route(planes -> new Route(owner.index(), "external address of " + name(service),
          List.of(paths.plain(planes, "outside", guard, outside, origin(service))), origin(service)));
    }
  }

  /** Who may use the load balancer; addresses that are no load balancer's are open to all (K8S/S-11). */
  private PacketExpr ranges(Service service) {
    if (service.loadBalancerSourceRanges().isEmpty() || service.type() != ServiceType.LOAD_BALANCER) {
      return PacketExpr.TRUE;
    }
    List<PacketExpr> ways = new ArrayList<>();
    service.loadBalancerSourceRanges()
        .forEach(range -> ways.add(
            cluster.blocks().contain(Side.SOURCE, new IpBlock(range, List.of(), service.span()))));
    service.externalIps().forEach(address -> ways.add(PacketExpr.inPrefix(Side.DESTINATION, Cidr.of(address))));
    return PacketExpr.or(ways);
  }

  static PacketExpr to(ServicePort port) {
    return PacketExpr.and(PacketExpr.is(port.protocol()), PacketExpr.is(Field.DESTINATION_PORT, port.port()));
  }

  private static String kind(Service service) {
    return service.type() == ServiceType.LOAD_BALANCER ? "load balancer" : "external address";
  }

  private static String name(Service service) {
    return service.namespace() + "/" + service.name();
  }

  static Origin origin(Service service) {
    return new Origin(service.id(), "", "", service.span());
  }

  static Origin origin(Service service, ServicePort port) {
    return new Origin(service.id(), "port " + port.port() + "/" + port.protocol(),
        "spec.ports[" + service.ports().indexOf(port) + "]", port.span());
  }
}
