package dev.canreach.lower.kubernetes;

import dev.canreach.lower.Assumptions;
import dev.canreach.lower.EndpointDraft;
import dev.canreach.lower.EndpointRegistry;
import dev.canreach.lower.Engine;
import dev.canreach.lower.FuturePod;
import dev.canreach.lower.Lowering;
import dev.canreach.lower.Lowerings;
import dev.canreach.lower.NetworkBuilder;
import dev.canreach.lower.dns.NameServers;
import dev.canreach.model.Endpoint;
import dev.canreach.model.Origin;
import dev.canreach.model.Role;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.kubernetes.Service;
import dev.canreach.resource.kubernetes.Workload;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Kubernetes: pods and templates, nodes, NetworkPolicy, Services and names. */
public final class KubernetesLowering implements Lowering {

  @Override
  public Rules endpoints(Inventory inventory, Assumptions assumptions, EndpointRegistry registry) {
    PodClasses classes = PodClasses.of(inventory);
    NodeClasses nodes = NodeClasses.of(inventory, classes);
    ClusterFacts facts = ClusterFacts.of(inventory, assumptions, classes.all());
    for (NodeClass node : nodes.all()) {
      registry.add(EndpointDraft.plain(node.id(), node.listed() ? Role.NODE : Role.IMPLIED, "", node.name(),
          node.addresses(), facts.families(node.addresses()), node.origin()));
    }
    Map<String, PodClass> pods = classes.byId();
    PodDrafts.of(inventory, classes, nodes, facts).forEach(registry::add);
    classes.groups().forEach((name, members) -> members.forEach(member -> registry.group(name, member)));
    classes.gone().forEach(registry::gone);
    for (FuturePod future : registry.futures()) {
      registry.add(EndpointDraft.plain(future.id(), Role.FUTURE, future.namespace(), future.id(), List.of(),
          facts.families(), new Origin(future.id(), "", "", Lowerings.builtIn())));
    }
    List<Service> services = ClusterServices.of(inventory);
    NameServers nameServers = NameServers.of(inventory);
    ServiceEndpoints.add(services, facts, nameServers, assumptions, registry);
    ServiceProxy proxy = ServiceProxy.of(inventory);
    if (entersThroughNodes(services, pods) || proxy.mayBindAddresses()) {
      registry.add(EndpointDraft.plain(NodeClass.SOME, Role.IMPLIED, "", "*", List.of(), facts.families(),
          new Origin("some node", "", "", Lowerings.builtIn())));
    }
    SortedSet<String> namespaces = new TreeSet<>();
    services.forEach(service -> namespaces.add(service.namespace()));
    pods.values().forEach(pod -> namespaces.add(pod.namespace()));
    registry.futures().forEach(future -> namespaces.add(future.namespace()));
    Engine engine = Engine.of(inventory, assumptions);
    return network -> {
      Cluster cluster = Cluster.of(facts, classes, namespaces, engine, inventory, network);
      boolean ownTiers = engine.owns(Engine.CILIUM) || engine.owns(Engine.CALICO);
      new AdminTiers(inventory, cluster, new AdminPeers(inventory, cluster, assumptions, network.endpoints()),
          new AdminEnforcement(engine, assumptions)::of, ownTiers).addTo(network);
      new NetworkDoubts(inventory, pods.values()).addTo(network);
      new PlatformTiers(cluster.placement(), !engine.owns(Engine.CILIUM)).addTo(network);
      if (!ownTiers) {
        new PolicyTiers(inventory, cluster, engine.enforcesNetworkPolicy()).addTo(network);
      }
      network.known(facts.podRanges().union(facts.serviceRanges()));
      addServices(network, services, inventory, assumptions, cluster, namespaces, nameServers, proxy);
    };
  }

  private static boolean entersThroughNodes(List<Service> services, Map<String, PodClass> pods) {
    return services.stream()
        .anyMatch(service -> NodeRoutes.hasNodePorts(service)
            || ServiceEndpoints.hasExternal(service))
        || pods.values().stream().anyMatch(NodeRoutes::hasHostPort);
  }

  private static void addServices(NetworkBuilder network, List<Service> services, Inventory inventory,
      Assumptions assumptions, Cluster cluster, Set<String> namespaces, NameServers nameServers,
      ServiceProxy proxy) {
    int outside = network.endpoint(Lowerings.OUTSIDE).orElseThrow().index();
    List<NodeClass> nodes = List.copyOf(cluster.nodes().all());
    String entry = nodes.size() == 1 ? nodes.get(0).id() : NodeClass.SOME;
    PathMaker paths = PathMaker.of(outside, network.endpoint(entry).map(Endpoint::index).orElse(outside),
        Engine.of(inventory, assumptions));
    Backends backends = new Backends(inventory, new ServicePods(inventory, cluster, network.endpoints()), network,
        outside);
    ExternalNameRoutes externalNames = new ExternalNameRoutes(services, assumptions, nameServers, network, outside);
    new ServiceRoutes(services, inventory, cluster, backends, paths, externalNames, proxy).addTo(network);
    new NodeRoutes(services, inventory, cluster, backends, paths, proxy).addTo(network);
    ServiceRecords records = new ServiceRecords(services, inventory.latest(Workload.class), externalNames, backends,
        cluster.pods(), network);
    List<Endpoint> servers = services.stream()
        .filter(ServiceEndpoints::isNameService)
        .flatMap(service -> network.endpoint(ServiceEndpoints.id(service)).stream())
        .toList();
    network.names(new ClusterNames(cluster.pods(), namespaces, nameServers, records, assumptions, network,
        servers, services.stream().map(service -> ServiceName.of(service, inventory)).toList()));
  }
}
