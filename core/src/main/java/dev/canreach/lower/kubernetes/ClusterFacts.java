package dev.canreach.lower.kubernetes;

import dev.canreach.lower.Assumptions;
import dev.canreach.packet.Address;
import dev.canreach.packet.AddressSet;
import dev.canreach.packet.Cidr;
import dev.canreach.packet.IpFamily;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.PodAddressSource;
import dev.canreach.resource.kubernetes.Node;
import dev.canreach.resource.kubernetes.Service;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is known of a cluster as a whole.
 *
 * @param families the families that its pods have addresses in
 * @param podRanges where pods get their addresses from; empty when that is not known (contract §4, `podCidrs`)
 * @param serviceRanges where Services get their addresses from, as far as known
 */
public record ClusterFacts(Set<IpFamily> families, AddressSet podRanges, AddressSet serviceRanges) {

  /** What an input and the user say of the cluster. */
  public static ClusterFacts of(Inventory inventory, Assumptions assumptions, List<PodClass> pods) {
    AddressSet podRanges = AddressSet.of(assumptions.podCidrs()
        .orElseGet(() -> podCidrs(inventory)));
    AddressSet serviceRanges = AddressSet.of(assumptions.serviceCidrs().orElse(List.of()));
    return new ClusterFacts(families(inventory, podRanges, pods), podRanges, serviceRanges);
  }

  /**
   * Nodes and the network plugin's address pools say what pods really get; the configuration of kube-proxy is what was
   * planned (contract §4, `podCidrs`).
   */
  private static List<Cidr> podCidrs(Inventory inventory) {
    List<Cidr> given = Stream
        .concat(inventory.latest(Node.class).stream().flatMap(node -> node.podCidrs().stream()),
            inventory.all(PodAddressSource.class).stream().flatMap(source -> source.podCidrs().stream()))
        .toList();
    return given.isEmpty() ? ServiceProxy.of(inventory).clusterCidrs() : given;
  }

  /** Pods show their families; where none does, ranges do; Services may show one more (K8S/S-15). */
  private static Set<IpFamily> families(Inventory inventory, AddressSet podRanges, List<PodClass> pods) {
    Set<IpFamily> families = EnumSet.noneOf(IpFamily.class);
    pods.forEach(pod -> pod.addresses().forEach(address -> families.add(address.family())));
    podRanges.ranges().forEach(range -> families.add(range.family()));
    if (families.isEmpty()) {
      families.add(IpFamily.IPV4);
    }
    for (Service service : inventory.all(Service.class)) {
      families.addAll(service.ipFamilies());
      service.clusterIps().stream().map(Address::family).forEach(families::add);
      if (service.ipFamilyPolicy().equals("RequireDualStack")) {
        families.addAll(EnumSet.allOf(IpFamily.class));
      }
    }
    return Collections.unmodifiableSet(families);
  }

  /** The families of an endpoint with these addresses; the cluster's where none is known. */
  public Set<IpFamily> families(List<Address> addresses) {
    if (addresses.isEmpty()) {
      return families;
    }
    Set<IpFamily> spoken = EnumSet.noneOf(IpFamily.class);
    addresses.forEach(address -> spoken.add(address.family()));
    return spoken;
  }

  /** The pod ranges of one family. */
  public AddressSet podRanges(IpFamily family) {
    return podRanges.intersect(AddressSet.of(Cidr.all(family)));
  }
}
