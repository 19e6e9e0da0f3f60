package dev.canreach.report;

import dev.canreach.diff.Ends;
import dev.canreach.model.Endpoint;
import dev.canreach.model.Role;
import dev.canreach.packet.AddressSet;
import dev.canreach.packet.Cidr;
import dev.canreach.packet.IpFamily;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Short names for many ends at once: `any pod`, `any container`, `shop/*`, `internet`. */
final class MapNames {
  /** Containers are in no namespace. */
  private static final String CONTAINERS = "";

  private final Map<String, Integer> sameName = new HashMap<>();
  private final Map<String, Integer> inNamespace = new TreeMap<>();
  private final AddressSet outside;
  private final boolean bothFamilies;
  private int pods;
  private int nodes;

  MapNames(MapRows rows) {
    this(rows.everyone(), rows.outside());
  }

  /**
   * Names among these ends.
   *
   * @param everyone every endpoint that can be an end
   * @param outside every outside address that can be one
   */
  MapNames(List<Endpoint> everyone, AddressSet outside) {
    this.outside = outside;
    bothFamilies = everyone.stream().flatMap(endpoint -> endpoint.families().stream()).distinct().count() > 1;
    for (Endpoint endpoint : everyone) {
      sameName.merge(plain(endpoint), 1, Integer::sum);
      if (endpoint.role() == Role.NODE) {
        nodes++;
      } else {
        pods += endpoint.namespace().equals(CONTAINERS) ? 0 : 1;
        inNamespace.merge(endpoint.namespace(), 1, Integer::sum);
      }
    }
  }

  /**
   * The names of some ends. Ends that are `understood` complete a group without being named: a source is no destination
   * of its own.
   */
  List<String> of(Iterable<Endpoint> members, AddressSet addresses, Iterable<Endpoint> understood) {
    Map<String, List<Endpoint>> byNamespace = new TreeMap<>();
    List<Endpoint> hosts = new ArrayList<>();
    BitSet counted = new BitSet();
    for (Endpoint endpoint : members) {
      counted.set(endpoint.index());
      if (endpoint.role() == Role.NODE) {
        hosts.add(endpoint);
      } else {
        byNamespace.computeIfAbsent(endpoint.namespace(), key -> new ArrayList<>()).add(endpoint);
      }
    }
    Map<String, Integer> sizes = new HashMap<>();
    byNamespace.forEach((namespace, list) -> sizes.put(namespace, list.size()));
    for (Endpoint endpoint : counted.cardinality() > 1 ? understood : List.<Endpoint>of()) {
      if (!counted.get(endpoint.index()) && endpoint.role() != Role.NODE) {
        sizes.merge(endpoint.namespace(), 1, Integer::sum);
      }
    }
    List<String> names = new ArrayList<>();
    int named = byNamespace.keySet()
        .stream()
        .filter(namespace -> !namespace.equals(CONTAINERS))
        .mapToInt(namespace -> sizes.getOrDefault(namespace, 0))
        .sum();
    boolean everyPod = named == pods && pods > 1;
    if (everyPod) {
      names.add("any pod");
    }
    byNamespace.forEach((namespace, list) -> {
      if (!everyPod || namespace.equals(CONTAINERS)) {
        addNamespace(namespace, list, sizes.getOrDefault(namespace, 0), names);
      }
    });
    if (hosts.size() == nodes && nodes > 1) {
      names.add("any node");
    } else {
      hosts.forEach(host -> names.add(name(host)));
    }
    addAddresses(addresses, names);
    return names;
  }

  /** The names of the ends of changed connections. */
  String of(Ends ends) {
    return String.join(", ", of(ends.endpoints(), ends.addresses(), List.of()));
  }

  private void addNamespace(String namespace, List<Endpoint> members, int size, List<String> names) {
    int all = inNamespace.getOrDefault(namespace, 0);
    if (size == all && all > 1) {
      names.add(namespace.equals(CONTAINERS) ? "any container" : namespace + "/*");
    } else {
      members.stream().map(this::name).sorted().forEach(names::add);
    }
  }

  private void addAddresses(AddressSet addresses, List<String> names) {
    if (addresses.isEmpty()) {
      return;
    }
    if (addresses.equals(outside)) {
      names.add("internet");
    } else if (addresses.equals(in(IpFamily.IPV4, outside)) || addresses.equals(in(IpFamily.IPV6, outside))) {
      IpFamily family = addresses.ranges().get(0).family();
      names.add(bothFamilies ? "internet (IPv" + family.version() + ")" : "internet");
    } else {
      addresses.ranges()
          .forEach(
              range -> names.add(range.first().equals(range.last()) ? range.first().toString() : range.toString()));
    }
  }

  private static AddressSet in(IpFamily family, AddressSet addresses) {
    return addresses.intersect(AddressSet.of(Cidr.all(family)));
  }

  /** Whether the endpoints speak both families between them. */
  boolean bothFamilies() {
    return bothFamilies;
  }

  /** The name without its kind, where no other kind has it. */
  String name(Endpoint endpoint) {
    return sameName.getOrDefault(plain(endpoint), 0) > 1 || endpoint.namespace().isEmpty()
        ? endpoint.id()
        : plain(endpoint);
  }

  private static String plain(Endpoint endpoint) {
    return endpoint.namespace() + "/" + endpoint.name();
  }
}
