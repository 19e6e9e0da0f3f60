package dev.canreach.resource.kubernetes;

import dev.canreach.resource.Relevance;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The kinds of Kubernetes itself that are not read, by group. */
final class BuiltInKinds {
  private static final String NETWORKING = "networking.k8s.io";
  private static final String EXTENSIONS = "extensions";

  /** Groups that have no say in traffic, whatever the kind. */
  private static final Set<String> IRRELEVANT_GROUPS = Set.of("admissionregistration.k8s.io", "apiextensions.k8s.io",
      "apiregistration.k8s.io", "authentication.k8s.io", "authorization.k8s.io", "autoscaling", "certificates.k8s.io",
      "coordination.k8s.io", "events.k8s.io", "flowcontrol.apiserver.k8s.io", "imagepolicy.k8s.io",
      "internal.apiserver.k8s.io", "node.k8s.io", "policy", "rbac.authorization.k8s.io", "resource.k8s.io",
      "scheduling.k8s.io", "storage.k8s.io", "storagemigration.k8s.io");

  /** Groups of which some kinds are read, with their other kinds. */
  private static final Map<String, Set<String>> IRRELEVANT_KINDS = Map.of(
      "", Set.of("Binding", "ComponentStatus", "ConfigMap", "Event", "LimitRange", "PersistentVolume",
          "PersistentVolumeClaim", "PodTemplate", "ResourceQuota", "Secret"),
      "apps", Set.of("ControllerRevision"),
      "batch", Set.of(),
      "discovery.k8s.io", Set.of(),
      NETWORKING, Set.of("IPAddress", "ServiceCIDR"),
      "policy.networking.k8s.io", Set.of(),
      EXTENSIONS, Set.of("PodSecurityPolicy"));

  private BuiltInKinds() {}

  /** Whether the group is one of Kubernetes itself. */
  static boolean hasGroup(String group) {
    return IRRELEVANT_GROUPS.contains(group) || IRRELEVANT_KINDS.containsKey(group);
  }

  /** What the kind has to do with traffic; empty when the group has no such kind. */
  static Optional<Relevance> relevance(String group, String kind) {
    if (IRRELEVANT_GROUPS.contains(group) || IRRELEVANT_KINDS.getOrDefault(group, Set.of()).contains(kind)) {
      return Optional.of(Relevance.IRRELEVANT);
    }
    return Optional.empty();
  }

  /** All the kinds of a group that are listed here or read. */
  static Set<String> kinds(String group) {
    var kinds = new TreeSet<>(IRRELEVANT_KINDS.getOrDefault(group, Set.of()));
    for (KubernetesKind kind : KubernetesKind.all()) {
      if (kind.group().equals(group)) {
        kinds.add(kind.kind());
      }
    }
    return kinds;
  }
}
