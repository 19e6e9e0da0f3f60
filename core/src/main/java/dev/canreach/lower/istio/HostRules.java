package dev.canreach.lower.istio;

import dev.canreach.resource.istio.HostPatterns;
import dev.canreach.resource.istio.VirtualService;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/** The virtual services that some clients obey, by the hosts that they are about (ISTIO/I-9, IX-3, IX-5). */
final class HostRules {
  private final List<VirtualService> all;
  private final VirtualServices services;
  /** By host or pattern, in full: the places in the list of those that name it. */
  private final Map<String, NavigableSet<Integer>> places = new LinkedHashMap<>();

  /** @param all those that count first first */
  HostRules(List<VirtualService> all, VirtualServices services) {
    this.services = services;
    this.all = List.copyOf(all);
    for (int place = 0; place < this.all.size(); place++) {
      for (String host : services.hosts(this.all.get(place))) {
        places.computeIfAbsent(host, key -> new TreeSet<>()).add(place);
      }
    }
  }

  /** The full names of the hosts of one of them. */
  List<String> hosts(VirtualService service) {
    return services.hosts(service);
  }

  /** Every one, those that count first first. */
  List<VirtualService> all() {
    return all;
  }

  /**
   * Those that HTTP to a host may obey, the first that has a rule for the client wins: every one that names the host; where
   * none does, the first with the most specific pattern.
   */
  List<VirtualService> forHttp(String host) {
    NavigableSet<Integer> named = places.get(host);
    if (named != null) {
      return named.stream().map(all::get).toList();
    }
    return Hosts.mostSpecific(places.keySet(), host)
        .map(pattern -> List.of(all.get(places.getOrDefault(pattern, new TreeSet<>()).first())))
        .orElse(List.of());
  }

  /** Those whose rules connections to a host obey that are not read: every one that covers it, one after the other. */
  List<VirtualService> forStreams(String host) {
    NavigableSet<Integer> covering = new TreeSet<>();
    places.forEach((name, own) -> {
      if (HostPatterns.meet(name, host)) {
        covering.addAll(own);
      }
    });
    List<VirtualService> found = new ArrayList<>();
    covering.forEach(place -> found.add(all.get(place)));
    return found;
  }
}
