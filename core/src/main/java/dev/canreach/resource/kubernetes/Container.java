package dev.canreach.resource.kubernetes;

import java.util.List;
import java.util.Objects;

/**
 * A container of a pod.
 *
 * @param name its name, unique in the pod
 * @param role what part it plays
 * @param ports the ports it declares; it may listen on others (K8S/W-06)
 */
public record Container(String name, ContainerRole role, List<ContainerPort> ports) {
  public Container {
    Objects.requireNonNull(name);
    Objects.requireNonNull(role);
    ports = List.copyOf(ports);
  }
}
