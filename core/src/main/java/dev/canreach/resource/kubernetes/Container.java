package dev.canreach.resource.kubernetes;

import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A container of a pod.
 *
 * @param name its name, unique in the pod
 * @param role what part it plays
 * @param ports the ports it declares; it may listen on others (K8S/W-06)
 * @param unread the names of ports that are left out, since the server refuses their number or protocol
 * @param probes the HTTP requests by which its node asks how it is
 */
public record Container(String name, ContainerRole role, List<ContainerPort> ports, SortedSet<String> unread,
    List<HttpProbe> probes) {
  public Container {
    Objects.requireNonNull(name);
    Objects.requireNonNull(role);
    ports = List.copyOf(ports);
    unread = Collections.unmodifiableSortedSet(new TreeSet<>(unread));
    probes = List.copyOf(probes);
  }

  /** A container that is not asked how it is. */
  public Container(String name, ContainerRole role, List<ContainerPort> ports) {
    this(name, role, ports, Collections.emptySortedSet(), List.of());
  }

  /** Whether it listens while the pod serves: ordinary containers and sidecars do (K8S/W-07). */
  public boolean serves() {
    return role != ContainerRole.INIT;
  }

  /** The same, wherever it stands. */
  Container withoutPlaces() {
    return new Container(name, role, ports.stream().map(ContainerPort::withoutPlaces).toList(), unread, probes);
  }

  /**
   * A request by which the node asks how a container is.
   *
   * @param port the port, by number or by the name that this container gives it
   * @param path the path, with a query if one is written
   */
  public record HttpProbe(PortRef port, String path) {
    public HttpProbe {
      Objects.requireNonNull(port);
      Objects.requireNonNull(path);
    }
  }
}
