package dev.canreach.lower.dns;

import dev.canreach.resource.Inventory;
import dev.canreach.resource.platform.Corefile;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The name servers of a cluster as its Corefiles configure them; without one, as usual (K8S/S-22). Where several
 * configurations disagree about a name, nobody knows which one answers.
 */
public final class NameServers {
  /** The zone of a cluster unless it is configured otherwise. */
  public static final String DEFAULT_ZONE = "cluster.local";

  private static final String SERVICES = ".svc";

  private final List<DnsServer> servers;
  private final List<String> zones;

  private NameServers(List<DnsServer> servers) {
    this.servers = List.copyOf(servers);
    List<String> served = servers.get(0).clusterZones();
    zones = served.isEmpty() ? List.of(DEFAULT_ZONE) : served;
  }

  /** The name servers of an input. A Corefile without the cluster counts only when no other one has it: it is a cache. */
  public static NameServers of(Inventory inventory) {
    return of(inventory.all(Corefile.class), file -> inventory.rejections(file).isEmpty());
  }

  /**
   * The name servers that these files configure.
   *
   * @param accepted whether the server of a file takes it
   */
  public static NameServers of(List<Corefile> files, Predicate<Corefile> accepted) {
    SortedMap<String, Corefile> byId = new TreeMap<>();
    files.forEach(file -> byId.put(file.id(), file));
    boolean served = byId.values().stream().anyMatch(Corefile::hasCluster);
    List<DnsServer> servers = byId.values()
        .stream()
        .filter(file -> !served || file.hasCluster())
        .map(file -> DnsServer.of(file, accepted.test(file)))
        .toList();
    return new NameServers(servers.isEmpty() ? List.of(DnsServer.USUAL) : servers);
  }

  /** The zone that pods search. */
  public String zone() {
    return zones.contains(DEFAULT_ZONE) ? DEFAULT_ZONE : zones.get(0);
  }

  /** Whether a (canonical) name lies in a zone of the cluster. */
  public boolean inCluster(String name) {
    return DnsName.inside(name, zones);
  }

  /** The part of the (canonical) name of a Service that names it: {@code web.shop} of {@code web.shop.svc.cluster.local}. */
  public Optional<String> service(String name) {
    return DnsBlock.zone(name, zones)
        .map(zone -> DnsBlock.relative(name, zone))
        .filter(relative -> relative.endsWith(SERVICES))
        .map(relative -> relative.substring(0, relative.length() - SERVICES.length()));
  }

  /** What a (canonical) full name means to those who ask these servers. */
  public DnsAnswer answer(String name, ClusterRecords records) {
    DnsAnswer first = servers.get(0).answer(name, records);
    for (DnsServer other : servers.subList(1, servers.size())) {
      if (!other.answer(name, records).equals(first)) {
        return new DnsAnswer.Open("one of several Corefiles that disagree about it");
      }
    }
    return first;
  }
}
