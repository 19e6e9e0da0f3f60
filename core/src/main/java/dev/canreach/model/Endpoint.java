package dev.canreach.model;

import dev.canreach.packet.Address;
import dev.canreach.packet.IpFamily;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Something a packet can come from or go to.
 *
 * @param index the position in {@link Network#endpoints()}
 * @param id the unique name that questions and reports use, e.g. {@code deployment/shop/api} (contract §1)
 * @param role what it is to the network
 * @param namespace the namespace, or empty
 * @param name the name without kind and namespace
 * @param labels the labels that selectors see; empty where labels mean nothing
 * @param addresses the known addresses, ascending; empty when they are not known
 * @param families the families it has addresses in, known or not; not empty
 * @param node the index of the node it runs on, where known
 * @param replicated whether several pods stand behind it, so that it can talk to another of its own kind (K8S/W-01)
 * @param hostNetwork whether it shares the network namespace of its node (K8S/W-08)
 * @param ports the declared ports in declaration order
 * @param idle why no pod of it runs now, in words, so that answers are about those to come; empty where one may run (K8S/W-01)
 * @param origin the object that it comes from
 */
public record Endpoint(int index, String id, Role role, String namespace, String name,
    SortedMap<String, String> labels, List<Address> addresses, Set<IpFamily> families, OptionalInt node,
    boolean replicated, boolean hostNetwork, List<DeclaredPort> ports, String idle,
    Origin origin) {

  /** An endpoint that may run. */
  public Endpoint(int index, String id, Role role, String namespace, String name, SortedMap<String, String> labels,
      List<Address> addresses, Set<IpFamily> families, OptionalInt node, boolean replicated, boolean hostNetwork,
      List<DeclaredPort> ports, Origin origin) {
    this(index, id, role, namespace, name, labels, addresses, families, node, replicated, hostNetwork, ports, "",
        origin);
  }

  /** Copies the collections. */
  public Endpoint {
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    addresses = addresses.stream().sorted().distinct().toList();
    families = Collections.unmodifiableSet(new TreeSet<>(families));
    ports = List.copyOf(ports);
  }

  /** The least known address of a family. */
  public Optional<Address> address(IpFamily family) {
    for (Address address : addresses) {
      if (address.family() == family) {
        return Optional.of(address);
      }
    }
    return Optional.empty();
  }

  /** Whether the endpoint has an address of the family, known or not. */
  public boolean speaks(IpFamily family) {
    return families.contains(family);
  }
}
