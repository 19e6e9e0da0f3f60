package dev.canreach.lower.kubernetes;

import dev.canreach.lower.Assumptions;
import dev.canreach.lower.EndpointDraft;
import dev.canreach.lower.EndpointRegistry;
import dev.canreach.lower.Lowerings;
import dev.canreach.lower.dns.DnsName;
import dev.canreach.lower.dns.NameServers;
import dev.canreach.model.Origin;
import dev.canreach.model.Role;
import dev.canreach.packet.Address;
import dev.canreach.packet.IpFamily;
import dev.canreach.packet.Protocol;
import dev.canreach.resource.ObjectMeta;
import dev.canreach.resource.kubernetes.PortRef;
import dev.canreach.resource.kubernetes.Service;
import dev.canreach.resource.kubernetes.ServicePort;
import dev.canreach.resource.kubernetes.ServiceType;
import dev.canreach.resource.kubernetes.TrafficPolicy;
import dev.canreach.source.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/** The endpoints that Services are. */
final class ServiceEndpoints {
  private ServiceEndpoints() {}

  /** The id of the endpoint that the Service's name stands for. */
  static String id(Service service) {
    return "service/" + service.namespace() + "/" + service.name();
  }

  /** The id of the endpoint that owns the cluster addresses of a Service that the outside can use as well. */
  static String clusterId(Service service) {
    return id(service) + "/cluster-ip";
  }

  /** The id of the endpoint that owns the addresses for the outside. */
  static String externalId(Service service) {
    return id(service) + "/external";
  }

  /** Whether the outside can use it under addresses of its own (K8S/S-01). */
  static boolean hasExternal(Service service) {
    return service.type() == ServiceType.LOAD_BALANCER || !service.externalIps().isEmpty();
  }

  /** The addresses for the outside. */
  static List<Address> external(Service service) {
    if (!hasExternal(service)) {
      return List.of();
    }
    List<Address> addresses = new ArrayList<>(service.externalIps());
    if (service.type() == ServiceType.LOAD_BALANCER) {
      addresses.addAll(service.loadBalancerIps());
    }
    return addresses.stream().distinct().sorted().toList();
  }

  static void add(List<Service> services, ClusterFacts facts, NameServers nameServers, Assumptions assumptions,
      EndpointRegistry registry) {
    for (Service service : services) {
      Origin origin = new Origin(service.id(), "", "", service.span());
      boolean external = hasExternal(service) || NodeRoutes.hasNodePorts(service);
      List<Address> named = external ? List.of() : service.clusterIps();
      registry.add(virtual(id(service), service, named, families(service, facts), origin));
      if (external && !service.clusterIps().isEmpty()) {
        registry.add(virtual(clusterId(service), service, service.clusterIps(), facts.families(service.clusterIps()),
            origin));
      }
      if (!external(service).isEmpty()) {
        registry.add(virtual(externalId(service), service, external(service), facts.families(external(service)),
            origin));
      }
      String name = DnsName.canonical(service.externalName());
      String host = ExternalNames.PREFIX + name;
      if (service.type() == ServiceType.EXTERNAL_NAME && !nameServers.inCluster(name) && assumptions.dns(name).isEmpty()
          && !registry.contains(host)) {
        registry.add(EndpointDraft.plain(host, Role.IMPLIED, "", name, List.of(),
            EnumSet.allOf(IpFamily.class), origin));
      }
    }
  }

  private static EndpointDraft virtual(String id, Service service, List<Address> addresses, Set<IpFamily> families,
      Origin origin) {
    return EndpointDraft.plain(id, Role.VIRTUAL, service.namespace(), service.name(), addresses, families, origin);
  }

  /** Which addresses a Service has (K8S/S-15). */
  private static Set<IpFamily> families(Service service, ClusterFacts facts) {
    Set<IpFamily> families = EnumSet.noneOf(IpFamily.class);
    service.clusterIps().forEach(address -> families.add(address.family()));
    if (!families.isEmpty()) {
      return families;
    }
    families.addAll(service.ipFamilies());
    // a headless Service with a selector is given one family like any other; without one, both
    boolean everyFamily = service.type() == ServiceType.EXTERNAL_NAME
        || (service.headless() && service.selector().isEmpty());
    if (service.ipFamilyPolicy().equals("RequireDualStack")) {
      families.addAll(EnumSet.allOf(IpFamily.class));
    } else if (service.ipFamilyPolicy().equals("PreferDualStack") || (families.isEmpty() && everyFamily)) {
      families.addAll(facts.families());
    }
    return families.isEmpty() ? EnumSet.of(Collections.min(facts.families())) : families;
  }

  /** The Service of the cluster's name servers, which every cluster has even where the input lacks it (K8S/S-23). */
  static Service impliedNameService() {
    Span span = Lowerings.builtIn();
    ObjectMeta meta = new ObjectMeta("kube-dns", PodClasses.SYSTEM, true, new TreeMap<>(), true, new TreeMap<>(),
        List.of(),
        span);
    List<ServicePort> ports = List.of(
        new ServicePort("dns", Protocol.UDP, 53, new PortRef.ByNumber(53), OptionalInt.empty(), span),
        new ServicePort("dns-tcp", Protocol.TCP, 53, new PortRef.ByNumber(53), OptionalInt.empty(), span));
    return new Service(meta, ServiceType.CLUSTER_IP, new TreeMap<>(Map.copyOf(PodClasses.DNS_LABELS)), false, List.of(),
        ports, List.of(), List.of(), List.of(), TrafficPolicy.CLUSTER, TrafficPolicy.CLUSTER, "", List.of(), "", true,
        false, span);
  }

  /** The Service that lookups go to: the one in the system namespace for the name servers' pods. */
  static boolean isNameService(Service service) {
    return service.namespace().equals(PodClasses.SYSTEM) && (service.name().equals("kube-dns")
        || service.selector().entrySet().containsAll(PodClasses.DNS_LABELS.entrySet()));
  }
}
