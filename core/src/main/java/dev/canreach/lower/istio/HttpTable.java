package dev.canreach.lower.istio;

import dev.canreach.lower.istio.ClusterWays.Call;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.TextField;
import dev.canreach.packet.TextPattern;
import dev.canreach.resource.istio.HostPatterns;
import dev.canreach.resource.istio.HttpRule;
import dev.canreach.resource.istio.VirtualService;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** What the proxies of some clients do with HTTP on one port: the Host header decides, not the address (ISTIO/I-9). */
final class HttpTable {
  /** The only port on which hosts outside the registry are known (ISTIO/IX-4). */
  private static final int WELL_KNOWN = 80;
  static final Predicate<String> ON_MESH = VirtualServices.MESH::equals;

  private final ClusterWays clusters;
  private final Clients clients;
  private final HostRules rules;
  private final int port;
  private final RuleWays ruleWays;
  private final SharedWays shared;
  private final Set<String> registered = new TreeSet<>();

  HttpTable(ClusterWays clusters, Destinations registry, Clients clients, HostRules rules, int port,
      SharedWays shared) {
    this.shared = shared;
    this.clusters = clusters;
    this.clients = clients;
    this.rules = rules;
    this.port = port;
    this.ruleWays = new RuleWays(clusters, registry, clients.namespace(), clients.labels(), port, true);
  }

  /**
   * A host and what is done with requests for it.
   *
   * @param names what its requests may call it
   * @param service the host of the registry, where it is one
   * @param rules the virtual service that counts
   */
  private record Virtual(Set<String> names, Optional<MeshService> service, Optional<VirtualService> rules) {}

  /**
   * The hosts on this port, those that get a name first first: virtual service by virtual service the hosts that are none of
   * the registry, then those of the registry, and at last the hosts that no virtual service is about. Hosts that are none of
   * the registry are known on the ports that the other hosts of their virtual service have, and on port 80 (ISTIO/IX-4).
   */
  private List<Virtual> hosts() {
    Set<MeshService> left = new LinkedHashSet<>(known());
    Map<String, List<MeshService>> about = new LinkedHashMap<>();
    for (MeshService service : left) {
      rules.forHttp(service.host())
          .forEach(rule -> about.computeIfAbsent(rule.id(), key -> new ArrayList<>()).add(service));
    }
    List<Virtual> hosts = new ArrayList<>();
    for (VirtualService rule : rules.all()) {
      List<MeshService> own = about.getOrDefault(rule.id(), List.of());
      if ((own.isEmpty() && port != WELL_KNOWN) || ruleWays.applicable(rule, ON_MESH).isEmpty()) {
        continue;
      }
      for (String host : unregistered(rule)) {
        hosts.add(new Virtual(Set.of(host), Optional.empty(), Optional.of(rule)));
      }
      for (MeshService service : own) {
        if (left.remove(service)) {
          hosts.add(new Virtual(names(service), Optional.of(service), Optional.of(rule)));
        }
      }
    }
    left.forEach(service -> hosts.add(new Virtual(names(service), Optional.of(service), Optional.empty())));
    return hosts;
  }

  private List<MeshService> known() {
    List<MeshService> known = new ArrayList<>();
    for (MeshService service : clients.services()) {
      boolean speaks = service.port(port)
          .map(each -> each.type() == PortClass.HTTP || each.type() == PortClass.SNIFFED)
          .orElse(false);
      if (speaks && clients.service(service.host()).filter(service::equals).isPresent()) {
        known.add(service);
      }
    }
    return known;
  }

  private Set<String> unregistered(VirtualService rule) {
    Set<String> hosts = new LinkedHashSet<>();
    for (String host : rules.hosts(rule)) {
      boolean registered = HostPatterns.isPattern(host)
          ? registered().stream().anyMatch(each -> HostPatterns.meet(host, each))
          : registered().contains(host);
      if (!registered) {
        hosts.add(host.toLowerCase(java.util.Locale.ROOT));
      }
    }
    return hosts;
  }

  /** The hosts of the registry that have this port, whatever they speak there. */
  private Set<String> registered() {
    if (registered.isEmpty()) {
      clients.services()
          .stream()
          .filter(each -> each.port(port).isPresent())
          .forEach(each -> registered.add(each.host()));
    }
    return registered;
  }

  /** The virtual service that HTTP to a host obeys: one that has a rule for these clients (ISTIO/IX-2, IX-5). */
  private Optional<VirtualService> counts(MeshService service) {
    return rules.forHttp(service.host())
        .stream()
        .filter(rule -> !ruleWays.applicable(rule, ON_MESH).isEmpty())
        .findFirst();
  }

  /** Full name and abbreviations; in its own namespace also the bare name; and its addresses. */
  private Set<String> names(MeshService service) {
    Set<String> names = new LinkedHashSet<>();
    names.add(service.host().toLowerCase(java.util.Locale.ROOT));
    service.service().ifPresent(each -> {
      String qualified = each.name() + "." + each.namespace();
      names.add(qualified + ".svc");
      names.add(qualified);
      if (each.namespace().equals(clients.namespace())) {
        names.add(each.name());
      }
    });
    // a host of the registry keeps its full name, even where that is somebody else's abbreviation
    names.removeIf(name -> !name.equals(service.host()) && registered().contains(name));
    service.addresses()
        .stream()
        .filter(address -> address.base().equals(address.last()))
        .forEach(address -> names.add(address.base().toString()));
    return names;
  }

  /** What is done with requests; those for hosts that nobody knows are left out. */
  List<Way> ways() {
    List<Virtual> hosts = hosts();
    Map<String, Virtual> byName = new LinkedHashMap<>();
    hosts.forEach(host -> host.names().forEach(name -> byName.putIfAbsent(name, host)));
    List<String> patterns = byName.keySet()
        .stream()
        .filter(HostPatterns::isPattern)
        .sorted(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()))
        .toList();
    List<PacketExpr> exact = byName.keySet()
        .stream()
        .filter(name -> !HostPatterns.isPattern(name))
        .map(HttpTable::is)
        .toList();
    PacketExpr none = PacketExpr.not(PacketExpr.or(exact));
    List<Way> ways = new ArrayList<>();
    for (Virtual host : hosts) {
      Set<String> own = new TreeSet<>(host.names());
      own.removeIf(name -> !host.equals(byName.get(name)));
      List<PacketExpr> names = new ArrayList<>();
      for (String name : own) {
        if (HostPatterns.isPattern(name)) {
          List<PacketExpr> longer = patterns.subList(0, patterns.indexOf(name)).stream().map(HttpTable::is).toList();
          names.add(PacketExpr.and(is(name), none, PacketExpr.not(PacketExpr.or(longer))));
        } else {
          names.add(is(name));
        }
      }
      ways.addAll(of(host.service(), host.rules(), PacketExpr.and(guard(), PacketExpr.or(names))));
    }
    return ways;
  }

  /** What is done with requests to a Service whose port is sniffed: the Service that is called decides (ISTIO/IX-1). */
  List<Way> called(MeshService service) {
    return of(Optional.of(service), counts(service), guard());
  }

  /** Where a connection to a Service goes about whose request the question says nothing. */
  List<Way> unspecified(MeshService service) {
    PacketExpr guard = PacketExpr.and(clients.guard(), PacketExpr.is(dev.canreach.packet.Field.DESTINATION_PORT, port),
        PacketExpr.not(PacketExpr.isHttp()), PacketExpr.not(PacketExpr.matches(TextField.TLS, TextPattern.present())));
    Optional<VirtualService> counts = counts(service);
    return shared.of(clients, Optional.of(service), counts, port, guard,
        () -> unspecified(service, counts, guard).stream()
            .map(way -> way.guardedBy(shared.guard(way.guard())))
            .toList());
  }

  private List<Way> unspecified(MeshService service, Optional<VirtualService> counts, PacketExpr guard) {
    List<HttpRule> applicable = counts.map(each -> ruleWays.applicable(each, ON_MESH)).orElse(List.of());
    if (applicable.isEmpty()) {
      return byDefault(service, guard);
    }
    List<HttpRule> unconditional = applicable.stream()
        .filter(
            rule -> rule.matches().isEmpty() || rule.matches().stream().anyMatch(block -> !HttpGuards.isHttp(block)))
        .limit(1)
        .toList();
    return unconditional.isEmpty()
        ? List.of(RuleWays.open(guard, service.origin(),
            "the request is one that `" + counts.orElseThrow().id() + "` sends to somebody who takes it"))
        : ruleWays.of(counts.orElseThrow(), unconditional, guard);
  }

  private PacketExpr guard() {
    return PacketExpr.and(clients.guard(), PacketExpr.is(dev.canreach.packet.Field.DESTINATION_PORT, port),
        PacketExpr.isHttp());
  }

  private static PacketExpr is(String name) {
    return PacketExpr.matches(TextField.HOST, HostPatterns.isPattern(name)
        ? new TextPattern.Suffix(name.substring(1), false)
        : new TextPattern.Exact(name, false));
  }

  /** The rules that count, or, where none of them can apply to these clients, the Service itself (ISTIO/IX-2, IX-5). */
  private List<Way> of(Optional<MeshService> service, Optional<VirtualService> counts, PacketExpr guard) {
    return shared.of(clients, service, counts, port, guard, () -> made(service, counts, guard));
  }

  private List<Way> made(Optional<MeshService> service, Optional<VirtualService> counts, PacketExpr guard) {
    List<HttpRule> applicable = counts.map(each -> ruleWays.applicable(each, ON_MESH)).orElse(List.of());
    if (!applicable.isEmpty()) {
      return ruleWays.of(counts.orElseThrow(), applicable, guard);
    }
    return service.map(each -> byDefault(each, guard)).orElse(List.of());
  }

  private List<Way> byDefault(MeshService service, PacketExpr guard) {
    return service.port(port)
        .map(each -> clusters.of(clients.namespace(), clients.labels(),
            new Call(service, each, "", guard, List.of(), 1, service.origin())))
        .orElse(List.of());
  }
}
