package dev.canreach.lower.kubernetes;

import dev.canreach.model.DeclaredPort;
import dev.canreach.model.Origin;
import dev.canreach.model.Role;
import dev.canreach.packet.Address;
import dev.canreach.resource.kubernetes.Container;
import dev.canreach.resource.kubernetes.ContainerPort;
import dev.canreach.resource.kubernetes.PodSpec;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One pod, or the pods of one template, which nothing tells apart (K8S/W-01).
 *
 * @param id the id of its endpoint
 * @param role WORKLOAD or IMPLIED
 * @param namespace its namespace
 * @param name the name of the pod or of the object with the template
 * @param labels the labels that selectors see (K8S/W-02)
 * @param annotations the annotations of the pod or of its template
 * @param openLabels keys of labels that it has with a value that only the cluster knows (K8S/W-03)
 * @param labelsKnown whether it has no other labels than these
 * @param spec what runs in it
 * @param addresses its known addresses
 * @param node the name of its node, where known
 * @param ready whether it takes traffic (K8S/S-04)
 * @param replicated whether several pods stand behind it
 * @param idle why no pod of it runs now, in words, or empty (K8S/W-01)
 * @param hostname its name within `subdomain`, or empty
 * @param subdomain the headless Service that gives it a name, or empty (K8S/S-22)
 * @param origin the object that it comes from
 */
public record PodClass(String id, Role role, String namespace, String name, SortedMap<String, String> labels,
    SortedMap<String, String> annotations, Set<String> openLabels, boolean labelsKnown, PodSpec spec,
    List<Address> addresses, Optional<String> node, boolean ready,
    boolean replicated, String idle, String hostname, String subdomain, Origin origin) {

  public PodClass {
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
    openLabels = Collections.unmodifiableSet(new TreeSet<>(openLabels));
    addresses = List.copyOf(addresses);
  }

  /** The name of its service account; `default` where the manifest names none. */
  public String account() {
    return spec.serviceAccountName().isEmpty() ? "default" : spec.serviceAccountName();
  }

  /** Whether selectors, policies and Services see it as a pod and not as its node (K8S/W-08). */
  public boolean selectable() {
    return !spec.hostNetwork();
  }

  /** The containers that listen while the pod serves: ordinary ones, then sidecars (K8S/W-07). */
  public List<Container> serving() {
    return spec.containers().stream().filter(Container::serves).toList();
  }

  /** The names of ports whose number or protocol the server refuses. */
  Set<String> unreadPorts() {
    Set<String> names = new TreeSet<>();
    spec.containers().forEach(container -> names.addAll(container.unread()));
    return names;
  }

  /** The ports that it declares. */
  public List<DeclaredPort> ports() {
    Set<DeclaredPort> ports = new LinkedHashSet<>();
    for (Container container : spec.containers()) {
      if (container.serves()) {
        for (ContainerPort port : container.ports()) {
          ports.add(new DeclaredPort(port.name(), port.protocol(), port.containerPort()));
        }
      }
    }
    return List.copyOf(ports);
  }
}
