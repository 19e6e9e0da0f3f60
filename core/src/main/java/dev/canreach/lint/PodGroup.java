package dev.canreach.lint;

import dev.canreach.packet.Protocol;
import dev.canreach.resource.kubernetes.Container;
import dev.canreach.resource.kubernetes.ContainerPort;
import dev.canreach.resource.kubernetes.PodSpec;
import dev.canreach.source.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A pod, or all pods of one template: they have the same labels (K8S/W-01).
 *
 * @param object the object that makes them, e.g. {@code Deployment shop/api}
 * @param namespace where they live
 * @param labels the labels of the pods as written
 * @param added the keys of labels that a controller adds with values that the object does not say (K8S/W-03)
 * @param spec what runs in them
 * @param span where the object begins
 * @param ownLabels the labels of the object itself, which are no pod labels (K8S/W-02); empty for a pod
 */
public record PodGroup(String object, String namespace, SortedMap<String, String> labels, Set<String> added,
    PodSpec spec, Span span, SortedMap<String, String> ownLabels) {
  public PodGroup {
    Objects.requireNonNull(object);
    Objects.requireNonNull(namespace);
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    added = Set.copyOf(added);
    Objects.requireNonNull(spec);
    Objects.requireNonNull(span);
    ownLabels = Collections.unmodifiableSortedMap(new TreeMap<>(ownLabels));
  }

  /** The ports that its containers declare, those of containers that run before the pod starts left out (K8S/W-10). */
  public List<ContainerPort> ports() {
    List<ContainerPort> ports = new ArrayList<>();
    for (Container container : spec.containers()) {
      if (container.serves()) {
        ports.addAll(container.ports());
      }
    }
    return ports;
  }

  /** Whether a container declares the port. */
  public boolean declares(Protocol protocol, int port) {
    return ports().stream().anyMatch(own -> own.protocol().equals(protocol) && own.containerPort() == port);
  }

  /** Whether a container declares a port of this name and protocol (K8S/N-14, K8S/S-05). */
  public boolean declares(Protocol protocol, String name) {
    return ports().stream().anyMatch(own -> own.protocol().equals(protocol) && own.name().equals(name));
  }
}
