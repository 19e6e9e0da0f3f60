package dev.canreach.lower.dns;

import java.util.Set;

/**
 * Which records of a cluster the name servers serve: the properties of the `kubernetes` plugin.
 *
 * @param pods how names of pods are answered
 * @param namespaces the only namespaces that are served; empty for all
 * @param selective whether selectors leave out some Services or namespaces
 * @param endpoints whether endpoints of headless Services are served
 * @param podNames whether endpoints without a host name are called after their pods, not after their addresses
 * @param emptyServices whether Services without endpoints are served
 */
public record ClusterScope(Pods pods, Set<String> namespaces, boolean selective, boolean endpoints, boolean podNames,
    boolean emptyServices) {

  /** How names such as `10-1-2-3.shop.pod` are answered. */
  public enum Pods {
    /** Not at all. */
    DISABLED,
    /** With the address that they spell. */
    INSECURE,
    /** With the address that they spell, if a pod of the namespace has it. */
    VERIFIED
  }

  /** Everything is served, as far as nothing says otherwise. */
  public static final ClusterScope EVERYTHING = new ClusterScope(Pods.INSECURE, Set.of(), false, true, false, true);

  public ClusterScope {
    namespaces = Set.copyOf(namespaces);
  }

  /** Whether the records of a namespace are served. */
  public boolean serves(String namespace) {
    return namespaces.isEmpty() || namespaces.contains(namespace);
  }
}
