package dev.canreach.lower.istio;

import dev.canreach.lower.Lowerings;
import dev.canreach.lower.NetworkBuilder;
import dev.canreach.lower.kubernetes.Backend;
import dev.canreach.lower.kubernetes.Backends;
import dev.canreach.lower.kubernetes.Cluster;
import dev.canreach.lower.kubernetes.ClusterServices;
import dev.canreach.lower.kubernetes.ExternalNames;
import dev.canreach.lower.kubernetes.PodClass;
import dev.canreach.model.Endpoint;
import dev.canreach.model.Origin;
import dev.canreach.packet.Address;
import dev.canreach.packet.Cidr;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Protocol;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.istio.EntryEndpoint;
import dev.canreach.resource.istio.EntryPort;
import dev.canreach.resource.istio.Resolution;
import dev.canreach.resource.istio.ServiceEntry;
import dev.canreach.resource.kubernetes.Service;
import dev.canreach.resource.kubernetes.ServicePort;
import dev.canreach.resource.kubernetes.ServiceType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The hosts that proxies know, and what stands behind them (ISTIO/I-11). */
final class Registry {
  private static final String EXPORT_TO = "networking.istio.io/exportTo";

  private final Cluster cluster;
  private final NetworkBuilder network;
  private final Backends backends;
  private final int outside;
  private final List<MeshService> services = new ArrayList<>();
  private final Map<String, List<MeshService>> byHost = new LinkedHashMap<>();
  private final Map<String, List<Target>> targets = new LinkedHashMap<>();

  Registry(Inventory inventory, MeshSettings settings, Cluster cluster, NetworkBuilder network) {
    this.cluster = cluster;
    this.network = network;
    this.backends = Backends.of(inventory, cluster, network);
    this.outside = network.endpoint(Lowerings.OUTSIDE).orElseThrow().index();
    for (Service service : ClusterServices.of(inventory)) {
      if (service.type() != ServiceType.EXTERNAL_NAME) {
        services.add(of(service, settings));
      }
    }
    inventory.latest(ServiceEntry.class)
        .stream()
        .sorted(ServiceEntry.OLDEST_FIRST)
        .forEach(entry -> entry.hosts().forEach(host -> services.add(of(entry, host, settings))));
    services.sort(Comparator.comparing(MeshService::host).thenComparing(each -> each.service().isEmpty()));
    services.forEach(each -> byHost.computeIfAbsent(each.host(), host -> new ArrayList<>()).add(each));
  }

  private static MeshService of(Service service, MeshSettings settings) {
    List<MeshPort> ports = new ArrayList<>();
    for (ServicePort port : service.ports()) {
      if (port.protocol().equals(Protocol.TCP)) {
        ports.add(new MeshPort(port.port(), PortClass.of(port.appProtocol(), port.name(), port.port()),
            Optional.of(port), Optional.empty()));
      }
    }
    String written = service.meta().annotations().getOrDefault(EXPORT_TO, "");
    List<String> exportTo = Arrays.stream(written.split(",", -1))
        .map(String::strip)
        .filter(target -> !target.isEmpty())
        .toList();
    return new MeshService(service.name() + "." + service.namespace() + settings.domain(), service.namespace(),
        Visibility.normal(service.namespace(), exportTo, settings.serviceExportTo()), ports, service.headless(), false,
        service.clusterIps().stream().map(Cidr::of).toList(), Optional.of(service), Optional.empty(),
        new Origin(service.id(), "", "", service.span()));
  }

  private static MeshService of(ServiceEntry entry, String host, MeshSettings settings) {
    List<MeshPort> ports = new ArrayList<>();
    for (EntryPort port : entry.ports()) {
      ports.add(new MeshPort(port.number(), PortClass.byWord(port.protocol()), Optional.empty(), Optional.of(port)));
    }
    return new MeshService(host, entry.namespace(),
        Visibility.normal(entry.namespace(), entry.exportTo(), settings.serviceExportTo()), ports, false,
        !entry.internal(), entry.addresses(), Optional.empty(), Optional.of(entry),
        new Origin(entry.id(), "", "", entry.span()));
  }

  /** Every host, by name; Services before service entries. */
  List<MeshService> services() {
    return services;
  }

  /** The host of this name that a client sees: one of its own namespace first (ISTIO/I-12). */
  Optional<MeshService> find(String host, String client) {
    List<MeshService> named = byHost.getOrDefault(host, List.of())
        .stream()
        .filter(service -> service.isVisible(client))
        .toList();
    Optional<MeshService> own = named.stream().filter(service -> service.namespace().equals(client)).findFirst();
    return named.stream()
        .filter(service -> service.service().isPresent())
        .findFirst()
        .or(() -> own)
        .or(() -> named.stream().findFirst());
  }

  /** The endpoints that clients call when they call a host by its address. */
  List<Endpoint> entries(MeshService service) {
    List<Endpoint> entries = new ArrayList<>();
    service.service().ifPresent(each -> {
      String id = "service/" + each.namespace() + "/" + each.name();
      network.endpoint(id).ifPresent(entries::add);
      network.endpoint(id + "/cluster-ip").ifPresent(entries::add);
    });
    for (Cidr address : service.addresses()) {
      if (service.service().isEmpty() && address.base().equals(address.last())) {
        entries.add(network.owner(address.base()).orElse(network.endpoints().get(outside)));
      } else if (service.service().isEmpty()) {
        entries.add(network.endpoints().get(outside));
      }
    }
    return entries.stream().distinct().toList();
  }

  /** The endpoints behind a port of a host. */
  List<Target> targets(MeshService service, MeshPort port) {
    return targets.computeIfAbsent(service.namespace() + "/" + service.host() + "/" + port.number(),
        key -> service.service().isPresent()
            ? ofService(service.service().get(), port.service().orElseThrow())
            : ofEntry(service, service.entry().orElseThrow(), port.entry().orElseThrow()));
  }

  private List<Target> ofService(Service service, ServicePort port) {
    List<Target> found = new ArrayList<>();
    for (Backend backend : service.headless() ? backends.headless(service) : backends.of(service, port)) {
      OptionalInt number = service.headless() && backend.port().isEmpty()
          ? OptionalInt.of(port.port())
          : backend.port();
      found.add(new Target(backend.endpoint(), backend.address(), number, backend.condition(),
          labels(backend.endpoint())));
    }
    return found;
  }

  /** The ports of the pods behind a port of a host, whatever way clients find them. */
  List<Target> inbound(MeshService service, MeshPort port) {
    if (service.service().isEmpty() || !service.headless()) {
      return targets(service, port);
    }
    return backends.of(service.service().get(), port.service().orElseThrow())
        .stream()
        .map(
            backend -> new Target(backend.endpoint(), backend.address(), backend.port(), backend.condition(), Map.of()))
        .toList();
  }

  private Map<String, String> labels(int endpoint) {
    PodClass pod = cluster.pods().get(network.endpoints().get(endpoint).id());
    return pod == null ? Map.of() : pod.labels();
  }

  private List<Target> ofEntry(MeshService service, ServiceEntry entry, EntryPort port) {
    List<Target> found = new ArrayList<>();
    int number = port.targetPort().orElse(port.number());
    if (entry.workloads().isPresent()) {
      for (Endpoint endpoint : network.endpoints()) {
        PodClass pod = cluster.pods().get(endpoint.id());
        if (pod != null && pod.namespace().equals(entry.namespace()) && pod.ready()
            && entry.workloads().get().matches(pod.labels())) {
          found.add(new Target(endpoint.index(), Optional.empty(), OptionalInt.of(number), PacketExpr.TRUE,
              pod.labels()));
        }
      }
      return found;
    }
    for (EntryEndpoint endpoint : entry.endpoints()) {
      Optional<Address> address = Address.parse(endpoint.address());
      int own = endpoint.ports().getOrDefault(port.name(), number);
      int index = address.flatMap(network::owner).map(Endpoint::index).orElse(outside);
      found.add(new Target(index, address, OptionalInt.of(own), PacketExpr.TRUE, endpoint.labels()));
    }
    boolean byName = entry.resolution() == Resolution.DNS || entry.resolution() == Resolution.DNS_ROUND_ROBIN
        || entry.resolution() == Resolution.DYNAMIC_DNS;
    if (found.isEmpty() && byName) {
      found.add(new Target(byName(service), Optional.empty(), OptionalInt.of(number), PacketExpr.TRUE, Map.of()));
    }
    return found;
  }

  /** The Service that a name stands for, or the outside. */
  private int byName(MeshService service) {
    return network.endpoint(ExternalNames.PREFIX + service.host()).map(Endpoint::index).orElse(outside);
  }
}
