package dev.canreach.lower;

import dev.canreach.model.DeclaredPort;
import dev.canreach.model.Origin;
import dev.canreach.model.Role;
import dev.canreach.packet.Address;
import dev.canreach.packet.IpFamily;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * An endpoint before it has an index; see {@link dev.canreach.model.Endpoint}.
 *
 * @param id the unique name
 * @param role what it is to the network
 * @param namespace the namespace, or empty
 * @param name the name without kind and namespace
 * @param labels the labels that selectors see
 * @param addresses the known addresses
 * @param families the families it has addresses in; not empty
 * @param node the id of the endpoint of its node, where known
 * @param replicated whether several pods stand behind it
 * @param hostNetwork whether it shares the network namespace of its node
 * @param ports the declared ports
 * @param idle why no pod of it runs now, or empty
 * @param origin the object that it comes from
 */
public record EndpointDraft(String id, Role role, String namespace, String name, SortedMap<String, String> labels,
    List<Address> addresses, Set<IpFamily> families, Optional<String> node, boolean replicated, boolean hostNetwork,
    List<DeclaredPort> ports, String idle, Origin origin) {

  /** Copies the collections. */
  public EndpointDraft {
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    addresses = List.copyOf(addresses);
    families = Collections.unmodifiableSet(new TreeSet<>(families));
    ports = List.copyOf(ports);
  }

  /** An endpoint that nothing selects: no labels, no ports, no node. */
  public static EndpointDraft plain(String id, Role role, String namespace, String name, List<Address> addresses,
      Set<IpFamily> families, Origin origin) {
    return new EndpointDraft(id, role, namespace, name, new TreeMap<>(), addresses, families, Optional.empty(), false,
        false, List.of(), "", origin);
  }
}
