package dev.canreach.lower.kubernetes;

import dev.canreach.lower.NetworkBuilder;
import dev.canreach.model.Endpoint;
import dev.canreach.model.Names.Target;
import dev.canreach.packet.Address;
import dev.canreach.packet.Protocol;
import dev.canreach.resource.kubernetes.Service;
import dev.canreach.resource.kubernetes.Workload;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The records of the cluster's zone (K8S/S-22). Names are full, in lower case, without a dot at their end. */
final class ServiceRecords {
  private final Map<String, Service> services = new HashMap<>();
  private final Map<String, Workload> statefulSets = new HashMap<>();
  private final ExternalNameRoutes externalNames;
  private final Backends backends;
  private final Map<String, PodClass> pods;
  private final NetworkBuilder network;

  ServiceRecords(List<Service> services, List<Workload> workloads, ExternalNameRoutes externalNames,
      Backends backends, Map<String, PodClass> pods, NetworkBuilder network) {
    services.forEach(service -> this.services.put(service.name() + "." + service.namespace(), service));
    workloads.stream()
        .filter(workload -> workload.kind().equals("StatefulSet"))
        .forEach(workload -> statefulSets.put(Owners.id(workload), workload));
    this.externalNames = externalNames;
    this.backends = backends;
    this.pods = pods;
    this.network = network;
  }

  /** The addresses of a name; empty when there are none, or when it stands for another name. */
  List<Target> lookup(String name) {
    if (name.endsWith("." + Zone.PODS)) {
      return pod(name.substring(0, name.length() - Zone.PODS.length() - 1));
    }
    if (!name.endsWith("." + Zone.SERVICES)) {
      return List.of();
    }
    String[] labels = name.substring(0, name.length() - Zone.SERVICES.length() - 1).split("\\.", -1);
    return switch (labels.length) {
      case 2 -> service(labels[0] + "." + labels[1]).map(this::addresses).orElse(List.of());
      case 3 -> service(labels[1] + "." + labels[2]).map(service -> host(service, labels[0])).orElse(List.of());
      case 4 -> service(labels[2] + "." + labels[3])
          .filter(service -> offers(service, labels[0], labels[1]))
          .map(this::addresses)
          .orElse(List.of());
      default -> List.of();
    };
  }

  /** The name outside the cluster that a name stands for (K8S/S-08). */
  Optional<String> alias(String name) {
    if (!name.endsWith("." + Zone.SERVICES)) {
      return Optional.empty();
    }
    Optional<Service> service = service(name.substring(0, name.length() - Zone.SERVICES.length() - 1));
    return service.filter(found -> !found.externalName().isEmpty() && externalNames.target(found).isEmpty())
        .map(externalNames::lastName);
  }

  private Optional<Service> service(String name) {
    return Optional.ofNullable(services.get(name));
  }

  private List<Target> addresses(Service named) {
    Optional<Service> target = externalNames.target(named);
    if (target.isEmpty()) {
      return List.of();
    }
    Service service = target.get();
    if (service.headless()) {
      return backends.headless(service).stream().flatMap(backend -> addresses(backend).stream()).distinct().toList();
    }
    if (service.clusterIps().isEmpty()) {
      return network.endpoint(ServiceEndpoints.id(service)).map(ServiceRecords::unknown).stream().toList();
    }
    return service.clusterIps().stream().map(this::at).toList();
  }

  private List<Target> addresses(Backend backend) {
    Endpoint endpoint = network.endpoints().get(backend.endpoint());
    if (backend.address().isPresent()) {
      return List.of(at(backend.address().get()));
    }
    return endpoint.addresses().isEmpty()
        ? List.of(unknown(endpoint))
        : endpoint.addresses()
            .stream()
            .map(address -> new Target(OptionalInt.of(endpoint.index()), Optional.of(address)))
            .toList();
  }

  /** One endpoint of a headless Service by its host name, or by its address with dashes. */
  private List<Target> host(Service service, String host) {
    if (!service.headless()) {
      return List.of();
    }
    return backends.headless(service)
        .stream()
        .filter(backend -> isCalled(backend, service, host))
        .flatMap(backend -> addresses(backend).stream())
        .distinct()
        .toList();
  }

  private boolean isCalled(Backend backend, Service service, String host) {
    Endpoint endpoint = network.endpoints().get(backend.endpoint());
    if (backend.address().map(address -> dashed(address).equals(host)).orElse(false)
        || endpoint.addresses().stream().anyMatch(address -> dashed(address).equals(host))) {
      return true;
    }
    PodClass pod = pods.get(endpoint.id());
    if (pod == null || !pod.subdomain().equals(service.name())) {
      return false;
    }
    Workload set = statefulSets.get(pod.id());
    return set == null ? !host.isEmpty() && pod.hostname().equals(host) : hasOrdinal(set, host);
  }

  /** Whether the host name is that of a pod of a StatefulSet whose pods share one class. */
  private static boolean hasOrdinal(Workload set, String host) {
    String prefix = set.name() + "-";
    if (!host.startsWith(prefix) || !host.substring(prefix.length()).matches("0|[1-9][0-9]{0,8}")) {
      return false;
    }
    int ordinal = Integer.parseInt(host.substring(prefix.length()));
    return ordinal >= set.firstOrdinal() && ordinal - set.firstOrdinal() < set.replicas();
  }

  private static boolean offers(Service service, String port, String protocol) {
    return service.ports()
        .stream()
        .anyMatch(offered -> ("_" + offered.name()).equals(port)
            && ("_" + text(offered.protocol())).equals(protocol));
  }

  private static String text(Protocol protocol) {
    return protocol.toString().toLowerCase(Locale.ROOT);
  }

  /** Name servers answer such names with the address that they spell. */
  private List<Target> pod(String name) {
    int dot = name.indexOf('.');
    String dashes = dot < 0 ? name : name.substring(0, dot);
    return Address.parse(dashes.replace('-', '.'))
        .or(() -> Address.parse(dashes.replace('-', ':')))
        .map(this::at)
        .stream()
        .toList();
  }

  private static String dashed(Address address) {
    return address.toString().replace('.', '-').replace(':', '-');
  }

  private Target at(Address address) {
    return new Target(network.owner(address).map(owner -> OptionalInt.of(owner.index())).orElse(OptionalInt.empty()),
        Optional.of(address));
  }

  private static Target unknown(Endpoint endpoint) {
    return new Target(OptionalInt.of(endpoint.index()), Optional.empty());
  }
}
