package dev.canreach.lower.kubernetes;

import dev.canreach.lower.Assumptions;
import dev.canreach.lower.NetworkBuilder;
import dev.canreach.lower.dns.ClusterRecords;
import dev.canreach.lower.dns.DnsAnswer;
import dev.canreach.lower.dns.DnsName;
import dev.canreach.lower.dns.NameServers;
import dev.canreach.model.Endpoint;
import dev.canreach.model.Names;
import dev.canreach.model.Role;
import dev.canreach.packet.Address;
import dev.canreach.packet.Assumption;
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
  private final NameServers nameServers;
  private final ClusterRecords records;
  private final Assumptions assumptions;
  private final NetworkBuilder network;
  private final List<Endpoint> servers;
  private final List<ServiceName> services;

  ClusterNames(Map<String, PodClass> pods, Set<String> namespaces, NameServers nameServers, ClusterRecords records,
      Assumptions assumptions, NetworkBuilder network, List<Endpoint> servers, List<ServiceName> services) {
    this.pods = pods;
    this.namespaces = Set.copyOf(namespaces);
    this.nameServers = nameServers;
    this.records = records;
    this.assumptions = assumptions;
    this.network = network;
    this.servers = List.copyOf(servers);
    this.services = List.copyOf(services);
  }

  @Override
  public List<Endpoint> servers(Endpoint client) {
    return usesCluster(client) ? servers : List.of();
  }

  /** The names of Services in the zone that pods search; one that does not resolve is none. */
  @Override
  public List<Known> known() {
    return services.stream().flatMap(service -> known(service).stream()).toList();
  }

  private Optional<Known> known(ServiceName service) {
    String name = DnsName.canonical(service.name() + "." + nameServers.zone());
    Optional<String> alias = nameServers.answer(name, records) instanceof DnsAnswer.Alias(String other)
        ? Optional.of(other)
        : Optional.empty();
    Resolution resolution = resolve(name, new ArrayList<>());
    if (resolution.targets().isEmpty() && resolution.open().isEmpty()) {
      return Optional.empty();
    }
    // where a name outside the cluster leads is another question than which name that is
    Optional<Assumption> open = service.open().or(() -> alias.isEmpty() ? resolution.open() : Optional.empty());
    return Optional.of(new Known(name, resolution.targets(), alias, open, service.origin()));
  }

  @Override
  public Resolution resolve(Endpoint client, String name) {
    String canonical = DnsName.canonical(name);
    if (!usesCluster(client)) {
      return nameServers.inCluster(canonical)
          ? none(List.of(canonical), "it does not ask the cluster's name servers")
          : elsewhere(canonical, List.of(canonical), false);
    }
    List<String> searched = new ArrayList<>();
    Resolution last = none(List.of(), "no such name in the cluster");
    for (String full : candidates(client, canonical, name.endsWith("."))) {
      searched.add(full);
      last = resolve(full, searched);
      if (!last.targets().isEmpty() || last.open().isPresent()) {
        return last;
      }
    }
    return last;
  }

  /** Asks the cluster's name servers for a full name; names that stand for names are followed. */
  private Resolution resolve(String full, List<String> searched) {
    DnsAnswer answer = nameServers.answer(full, records);
    if (answer instanceof DnsAnswer.Alias(String name)) {
      searched.add(name);
      answer = nameServers.answer(name, records);
    }
    return switch (answer) {
      case DnsAnswer.Found found -> new Resolution(found.targets(), searched, Optional.empty(), "");
      case DnsAnswer.Listed listed ->
          new Resolution(listed.addresses().stream().map(this::target).toList(), searched, Optional.empty(), "");
      case DnsAnswer.Forwarded forwarded -> elsewhere(forwarded.name(), searched, forwarded.zone().isEmpty());
      case DnsAnswer.None none -> none(searched, none.reason());
      case DnsAnswer.Alias alias -> none(searched, "it stands for a name that stands for another one");
      case DnsAnswer.Open open -> open(full, open.what(), searched);
    };
  }

  private static Resolution none(List<String> searched, String reason) {
    return new Resolution(List.of(), searched, Optional.empty(), reason);
  }

  private Resolution open(String name, String what, List<String> searched) {
    return assumptions.dns(name)
        .map(known -> known(known, searched))
        .orElseGet(() -> new Resolution(List.of(), searched, Optional.of(ExternalNames.answeredBy(name, what)),
            what + " may say what it is"));
  }

  private Resolution known(List<Address> addresses, List<String> searched) {
    List<Target> targets = addresses.stream().map(this::target).toList();
    return new Resolution(targets, searched, Optional.empty(), targets.isEmpty() ? "it has no address" : "");
  }

  /** The full names to try, in order. */
  private List<String> candidates(Endpoint client, String name, boolean absolute) {
    if (absolute) {
      return List.of(name);
    }
    String zone = nameServers.zone();
    List<String> domains = zone.isEmpty()
        ? List.of(client.namespace() + ".svc", "svc")
        : List.of(client.namespace() + ".svc." + zone, "svc." + zone, zone);
    List<String> names = new ArrayList<>(domains.stream().map(domain -> name + "." + domain).toList());
    boolean manyDots = name.chars().filter(character -> character == '.').count() >= MANY_DOTS;
    names.add(manyDots ? 0 : names.size(), name);
    return names;
  }

  /**
   * A name that other name servers are asked for.
   *
   * @param guessed whether they are asked for every name: then names of no known kind are taken for mistakes
   */
  private Resolution elsewhere(String name, List<String> searched, boolean guessed) {
    Optional<List<Address>> known = assumptions.dns(name);
    if (known.isPresent()) {
      return known(known.get(), searched);
    }
    int dot = name.lastIndexOf('.');
    boolean local = dot < 0 || name.endsWith(".svc")
        || (guessed && (nameServers.inCluster(name) || namespaces.contains(name.substring(dot + 1))));
    return local
        ? none(searched, "no such name in the cluster")
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
