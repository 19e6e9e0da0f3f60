package dev.canreach.lower.istio;

import dev.canreach.lower.kubernetes.ExternalNames;
import dev.canreach.lower.kubernetes.PodClass;
import dev.canreach.model.Endpoint;
import dev.canreach.model.Origin;
import dev.canreach.model.Role;
import dev.canreach.packet.EndpointSet;
import dev.canreach.packet.Field;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Side;
import dev.canreach.packet.TextField;
import dev.canreach.packet.TextPattern;
import dev.canreach.resource.istio.Aged;
import dev.canreach.resource.istio.Gateway;
import dev.canreach.resource.istio.HostPatterns;
import dev.canreach.resource.istio.ServiceEntry;
import dev.canreach.resource.istio.Sidecar;
import dev.canreach.resource.istio.VirtualService;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The calls about which routing objects that the server refuses may have a say once they are corrected (ISTIO/I-14). */
final class RefusedRouting {
  private static final String SERVICES = ".svc.";

  private final World world;
  private final Registry registry;
  private final VirtualServices virtualServices;
  private final List<VirtualService> routes;
  private final List<ServiceEntry> entries;
  private final List<Sidecar> sidecars;
  private final List<Gateway> gateways;
  private final IdentityHashMap<VirtualService, PacketExpr> calls = new IdentityHashMap<>();
  private final IdentityHashMap<Clients, List<Doubt>> inside = new IdentityHashMap<>();
  private final IdentityHashMap<Clients, List<Doubt>> outside = new IdentityHashMap<>();
  /** Those that the server refuses, with the calls that they may be about. */
  private final Map<MeshService, PacketExpr> services = new LinkedHashMap<>();

  RefusedRouting(World world, Registry registry, VirtualServices virtualServices) {
    this.world = world;
    this.registry = registry;
    this.virtualServices = virtualServices;
    this.routes = refused(VirtualService.class);
    this.entries = refused(ServiceEntry.class);
    this.sidecars = refused(Sidecar.class);
    this.gateways = refused(Gateway.class);
    registry.services()
        .stream()
        .filter(service -> world.refused(service).isPresent())
        .forEach(service -> services.put(service, calls(service)));
  }

  private <T extends Aged> List<T> refused(Class<T> type) {
    return world.inventory().latest(type).stream().filter(each -> !world.refused(each).isEmpty()).toList();
  }

  /** Whether the server refuses none of the objects. */
  boolean isEmpty() {
    return routes.isEmpty() && entries.isEmpty() && sidecars.isEmpty() && gateways.isEmpty() && services.isEmpty();
  }

  /** The calls of some clients to an endpoint; the very same for all endpoints of the cluster. */
  List<Doubt> of(Clients clients, String rootNamespace, Endpoint entry) {
    return isOutside(entry)
        ? outside.computeIfAbsent(clients, key -> make(clients, rootNamespace, entries))
        : inside.computeIfAbsent(clients, key -> make(clients, rootNamespace, List.of()));
  }

  private static boolean isOutside(Endpoint entry) {
    return entry.role() == Role.OUTSIDE || entry.id().startsWith(ExternalNames.PREFIX);
  }

  /** @param unlisted the service entries that may take addresses which nobody of the cluster has */
  private List<Doubt> make(Clients clients, String rootNamespace, List<ServiceEntry> unlisted) {
    List<Doubt> doubts = new ArrayList<>();
    for (Sidecar sidecar : sidecars) {
      boolean known = sidecar.selector().readable() && !world.refused(sidecar).touch("spec.workloadSelector");
      if (List.of(clients.namespace(), rootNamespace).contains(sidecar.namespace())
          && (!known || sidecar.selector().matches(clients.labels()))) {
        add(doubts, sidecar, clients.guard());
      }
    }
    for (VirtualService route : routes) {
      boolean mesh = VirtualServices.isForMesh(route) || world.refused(route).touch("spec.gateways");
      List<String> targets = virtualServices.exportTo(route);
      boolean visible = targets.contains("*") || targets.contains(clients.namespace())
          || world.refused(route).touch("spec.exportTo");
      if (mesh && visible) {
        add(doubts, route, PacketExpr.and(clients.guard(), calls(route)));
      }
    }
    services.forEach((service, about) -> {
      if (service.isVisible(clients.namespace())) {
        doubts.add(new Doubt(world.refused(service).orElseThrow(), PacketExpr.and(clients.guard(), about),
            service.origin()));
      }
    });
    for (ServiceEntry each : unlisted) {
      add(doubts, each, clients.guard());
    }
    return doubts;
  }

  /** What arrives at the proxy of a gateway. */
  List<Doubt> at(PodClass pod) {
    List<Doubt> doubts = new ArrayList<>();
    for (Gateway gateway : gateways) {
      if (world.refused(gateway).touch("spec.selector")
          || pod.labels().entrySet().containsAll(gateway.selector().entrySet())) {
        add(doubts, gateway, PacketExpr.TRUE);
      }
    }
    for (VirtualService route : routes) {
      if (!route.gateways().stream().allMatch(VirtualServices.MESH::equals)
          || world.refused(route).touch("spec.gateways")) {
        add(doubts, route,
            isHostKnown(route) ? PacketExpr.or(PacketExpr.not(PacketExpr.isHttp()), named(route)) : PacketExpr.TRUE);
      }
    }
    return doubts;
  }

  /** What is sent to the address of a gateway. */
  List<Doubt> at(Gateway gateway) {
    List<Doubt> doubts = new ArrayList<>();
    if (gateways.contains(gateway)) {
      add(doubts, gateway, PacketExpr.TRUE);
    }
    return doubts;
  }

  private void add(List<Doubt> doubts, Aged object, PacketExpr calls) {
    if (!calls.equals(PacketExpr.FALSE)) {
      doubts.add(new Doubt(world.refused(object), calls, new Origin(object.id(), "", "", object.span())));
    }
  }

  private boolean isHostKnown(VirtualService route) {
    return !world.refused(route).touch("spec.hosts");
  }

  /** Calls to the addresses of the hosts, and requests that name one of them. */
  private PacketExpr calls(VirtualService route) {
    return calls.computeIfAbsent(route, this::made);
  }

  private PacketExpr made(VirtualService route) {
    if (!isHostKnown(route)) {
      return PacketExpr.TRUE;
    }
    boolean http = !world.refused(route).touch("spec.tcp", "spec.tls", "spec.gateways", "spec.exportTo", "metadata");
    Map<Integer, BitSet> addressed = new TreeMap<>();
    for (MeshService service : registry.services()) {
      if (virtualServices.hosts(route).stream().anyMatch(host -> HostPatterns.meet(host, service.host()))) {
        List<Endpoint> called = registry.entries(service);
        service.ports()
            .stream()
            .filter(port -> port.type() != PortClass.NONE && !(http && isStream(port.type())))
            .map(port -> addressed.computeIfAbsent(port.number(), key -> new BitSet()))
            .forEach(ends -> called.forEach(end -> ends.set(end.index())));
      }
    }
    List<PacketExpr> about = new ArrayList<>();
    addressed.forEach((port, ends) -> about.add(PacketExpr.and(
        PacketExpr.isEndpoint(Side.DESTINATION, EndpointSet.of(ends)), PacketExpr.is(Field.DESTINATION_PORT, port))));
    about.add(PacketExpr.and(PacketExpr.isHttp(), named(route)));
    return PacketExpr.or(about);
  }

  /** All calls to the addresses of a Service, and requests that name it. */
  private PacketExpr calls(MeshService service) {
    BitSet called = new BitSet();
    registry.entries(service).forEach(entry -> called.set(entry.index()));
    return PacketExpr.or(PacketExpr.isEndpoint(Side.DESTINATION, EndpointSet.of(called)),
        PacketExpr.and(PacketExpr.isHttp(), PacketExpr.or(names(service.host()))));
  }

  private static boolean isStream(PortClass type) {
    return type == PortClass.TCP || type == PortClass.TLS;
  }

  private PacketExpr named(VirtualService route) {
    return PacketExpr.or(virtualServices.hosts(route).stream().flatMap(host -> names(host).stream()).toList());
  }

  /** Requests for a host, by each of its names. */
  private static List<PacketExpr> names(String host) {
    List<PacketExpr> names = new ArrayList<>(List.of(named(host)));
    int services = host.indexOf(SERVICES);
    if (services > 0) {
      names.add(named(host.substring(0, services)));
      names.add(named(host.substring(0, services + SERVICES.length() - 1)));
      names.add(named(host.substring(0, host.indexOf('.'))));
    }
    return names;
  }

  private static PacketExpr named(String host) {
    return PacketExpr.matches(TextField.HOST, HostPatterns.isPattern(host)
        ? new TextPattern.Suffix(host.substring(1), false)
        : new TextPattern.Exact(host, false));
  }
}
