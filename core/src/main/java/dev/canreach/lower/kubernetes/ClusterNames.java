package dev.canreach.lower.kubernetes;

import dev.canreach.lower.Assumptions;
import dev.canreach.lower.NetworkBuilder;
import dev.canreach.model.Endpoint;
import dev.canreach.model.Names;
import dev.canreach.model.Role;
import dev.canreach.packet.Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** What names resolve to for clients in a cluster and beside it (K8S/S-22). */
final class ClusterNames implements Names {
  /** Names with at least this many dots are tried as they are before the search domains (`ndots`). */
  private static final int MANY_DOTS = 5;

  private final Map<String, PodClass> pods;
  private final Set<String> namespaces;
  private final ServiceRecords records;
  private final Assumptions assumptions;
  private final NetworkBuilder network;
  private final List<Endpoint> servers;

  ClusterNames(Map<String, PodClass> pods, Set<String> namespaces, ServiceRecords records, Assumptions assumptions,
      NetworkBuilder network, List<Endpoint> servers) {
    this.pods = pods;
    this.namespaces = Set.copyOf(namespaces);
    this.records = records;
    this.assumptions = assumptions;
    this.network = network;
    this.servers = List.copyOf(servers);
  }

  @Override
  public List<Endpoint> servers(Endpoint client) {
    return usesCluster(client) ? servers : List.of();
  }

  @Override
  public Resolution resolve(Endpoint client, String name) {
    boolean absolute = name.endsWith(".");
    String canonical = Zone.canonical(name);
    boolean inCluster = usesCluster(client);
    List<String> searched = new ArrayList<>();
    for (String full : candidates(client, canonical, absolute || !inCluster)) {
      searched.add(full);
      if (Zone.inside(full)) {
        List<Target> targets = inCluster ? records.lookup(full) : List.of();
        Optional<String> alias = inCluster ? records.alias(full) : Optional.empty();
        if (!targets.isEmpty()) {
          return new Resolution(targets, searched, Optional.empty(), "");
        }
        if (alias.isPresent()) {
          searched.add(alias.get());
          return outside(alias.get(), searched, inCluster);
        }
      } else {
        return outside(full, searched, inCluster);
      }
    }
    return new Resolution(List.of(), searched, Optional.empty(),
        inCluster ? "no such name in the cluster" : "it does not ask the cluster's name servers");
  }

  /** The full names to try, in order. */
  private List<String> candidates(Endpoint client, String name, boolean absolute) {
    if (absolute) {
      return List.of(name);
    }
    List<String> domains = List.of(client.namespace() + "." + Zone.SERVICES, Zone.SERVICES, Zone.NAME);
    List<String> names = new ArrayList<>(domains.stream().map(domain -> name + "." + domain).toList());
    boolean manyDots = name.chars().filter(character -> character == '.').count() >= MANY_DOTS;
    names.add(manyDots ? 0 : names.size(), name);
    return names;
  }

  private Resolution outside(String name, List<String> searched, boolean inCluster) {
    Optional<List<Address>> known = assumptions.dns(name);
    if (known.isPresent()) {
      List<Target> targets = known.get().stream().map(this::target).toList();
      return new Resolution(targets, searched, Optional.empty(), targets.isEmpty() ? "it has no address" : "");
    }
    int dot = name.lastIndexOf('.');
    boolean local = dot < 0 || name.endsWith(".svc") || Zone.inside(name)
        || (inCluster && namespaces.contains(name.substring(dot + 1)));
    return local
        ? new Resolution(List.of(), searched, Optional.empty(), "no such name in the cluster")
        : new Resolution(List.of(), searched, Optional.of(ExternalNames.resolves(name)),
            "it is a name outside the cluster");
  }

  private Target target(Address address) {
    return new Target(network.owner(address).map(owner -> OptionalInt.of(owner.index())).orElse(OptionalInt.empty()),
        Optional.of(address));
  }

  /** Pods ask the cluster's name servers unless their policy says otherwise; nodes and the outside do not. */
  private boolean usesCluster(Endpoint client) {
    PodClass pod = pods.get(client.id());
    if (pod == null) {
      return client.role() == Role.FUTURE;
    }
    return switch (pod.spec().dnsPolicy()) {
      case "ClusterFirstWithHostNet" -> true;
      case "ClusterFirst" -> pod.selectable();
      default -> false;
    };
  }
}
