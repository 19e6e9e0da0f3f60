package dev.canreach.resource.kubernetes;

import dev.canreach.source.Span;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What runs in a pod, as far as it concerns the network.
 *
 * @param hostNetwork whether the pod shares its node's network (K8S/W-08)
 * @param nodeName the node it is bound to
 * @param nodeSelector the labels that its node must have
 * @param containers the containers in the order ordinary, sidecar, other init: the order in which a port name is looked up (K8S/S-05)
 * @param hostname the name within {@code subdomain}; empty without one
 * @param subdomain the headless Service that gives the pod a name (K8S/S-22); empty without one
 * @param dnsPolicy how names are looked up; {@code ClusterFirst} when not written
 * @param serviceAccountName the service account; {@code default} when not written
 * @param span where the spec begins
 */
public record PodSpec(boolean hostNetwork, Optional<String> nodeName, SortedMap<String, String> nodeSelector,
    List<Container> containers, String hostname, String subdomain, String dnsPolicy, String serviceAccountName,
    Span span) {
  public PodSpec {
    Objects.requireNonNull(nodeName);
    nodeSelector = Collections.unmodifiableSortedMap(new TreeMap<>(nodeSelector));
    containers = List.copyOf(containers);
    Objects.requireNonNull(hostname);
    Objects.requireNonNull(subdomain);
    Objects.requireNonNull(dnsPolicy);
    Objects.requireNonNull(serviceAccountName);
    Objects.requireNonNull(span);
  }

  /** The same, wherever it stands. */
  PodSpec withoutPlaces() {
    return new PodSpec(hostNetwork, nodeName, nodeSelector, containers.stream().map(Container::withoutPlaces).toList(),
        hostname, subdomain, dnsPolicy, serviceAccountName, Span.NOWHERE);
  }
}
