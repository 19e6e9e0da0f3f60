package dev.canreach.lower.kubernetes;

import dev.canreach.lower.NetworkBuilder;
import dev.canreach.lower.dns.ClusterRecords;
import dev.canreach.lower.dns.ClusterScope;
import dev.canreach.lower.dns.DnsAnswer;
import dev.canreach.model.Endpoint;
import dev.canreach.model.Names.Target;
import dev.canreach.packet.Address;
import dev.canreach.packet.Protocol;
import dev.canreach.resource.kubernetes.Service;
import dev.canreach.resource.kubernetes.ServiceType;
import dev.canreach.resource.kubernetes.Workload;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The records of the cluster's zone (K8S/S-22). Names are in lower case and lack the zone. */
final class ServiceRecords implements ClusterRecords {
  private static final String SERVICES = ".svc";
  private static final String PODS = ".pod";

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

  @Override
  public Optional<DnsAnswer> lookup(String name, ClusterScope scope) {
    if (name.endsWith(PODS)) {
      return pod(name.substring(0, name.length() - PODS.length()), scope);
    }
    if (!name.endsWith(SERVICES)) {
      return Optional.empty();
    }
    String[] labels = name.substring(0, name.length() - SERVICES.length()).split("\\.", -1);
    Optional<DnsAnswer> found = labels.length > 1 && scope.serves(labels[labels.length - 1])
        ? record(labels, scope)
        : Optional.empty();
    return found.isPresent() && scope.selective()
        ? Optional.of(new DnsAnswer.Open("a selector of the `kubernetes` plugin"))
        : found;
  }

  private Optional<DnsAnswer> record(String[] labels, ClusterScope scope) {
    Optional<Service> service = service(labels[labels.length - 2] + "." + labels[labels.length - 1])
        .filter(found -> !isHidden(found, scope));
    return switch (labels.length) {
      case 2 -> service.flatMap(this::named);
      case 3 -> service.flatMap(found -> host(found, labels[0], scope));
      case 4 -> service.filter(found -> offers(found, labels[0], labels[1])).flatMap(this::named);
      default -> Optional.empty();
    };
  }

  /** Whether the name servers leave a Service out because it has no endpoints, or because they serve none. */
  private boolean isHidden(Service service, ClusterScope scope) {
    if (service.type() == ServiceType.EXTERNAL_NAME) {
      return false;
    }
    return service.headless()
        ? !scope.endpoints()
        : !scope.emptyServices() && service.ports().stream().allMatch(port -> backends.of(service, port).isEmpty());
  }

  private Optional<DnsAnswer> named(Service service) {
    if (!service.externalName().isEmpty() && externalNames.target(service).isEmpty()) {
      return Optional.of(new DnsAnswer.Alias(externalNames.lastName(service)));
    }
    return found(addresses(service));
  }

  private static Optional<DnsAnswer> found(List<Target> targets) {
    return targets.isEmpty() ? Optional.empty() : Optional.of(new DnsAnswer.Found(targets));
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
  private Optional<DnsAnswer> host(Service service, String host, ClusterScope scope) {
    if (!service.headless()) {
      return Optional.empty();
    }
    List<Backend> endpoints = backends.headless(service);
    List<Target> called = endpoints.stream()
        .filter(backend -> isCalled(backend, service, host))
        .flatMap(backend -> addresses(backend).stream())
        .distinct()
        .toList();
    // what pods of a template are called is up to the cluster
    return scope.podNames() && called.isEmpty() && !endpoints.isEmpty()
        ? Optional.of(new DnsAnswer.Open("`endpoint_pod_names`, which calls endpoints after their pods,"))
        : found(called);
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

  /** A name that spells an address; whether it is answered depends on the name servers (K8S/S-22). */
  private Optional<DnsAnswer> pod(String name, ClusterScope scope) {
    int dot = name.indexOf('.');
    String dashes = dot < 0 ? name : name.substring(0, dot);
    String namespace = name.substring(dot + 1);
    Optional<Address> address = Address.parse(dashes.replace('-', '.'))
        .or(() -> Address.parse(dashes.replace('-', ':')));
    if (address.isEmpty() || !scope.serves(namespace)) {
      return Optional.empty();
    }
    return switch (scope.pods()) {
      case DISABLED -> Optional.empty();
      case INSECURE -> found(List.of(at(address.get())));
      case VERIFIED -> verified(namespace, address.get());
    };
  }

  private Optional<DnsAnswer> verified(String namespace, Address address) {
    boolean known = network.owner(address)
        .map(owner -> pods.get(owner.id()))
        .map(pod -> pod.namespace().equals(namespace))
        .orElse(false);
    if (known) {
      return found(List.of(at(address)));
    }
    boolean possible = network.owner(address).isEmpty() && pods.values()
        .stream()
        .anyMatch(pod -> pod.namespace().equals(namespace) && pod.addresses().isEmpty());
    return possible
        ? Optional.of(new DnsAnswer.Open("a pod of `" + namespace + "` whose address is not known"))
        : Optional.empty();
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
