package dev.canreach.resource.kubernetes;

import dev.canreach.resource.Resource;
import dev.canreach.resource.manifest.Names;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A kind that is read.
 *
 * @param kind its name
 * @param apiVersion the group and version that serve it
 * @param nameRule the rule for the names of its objects
 * @param reader reads an object, valid or not
 * @param rules checks what the API server checks beyond types and metadata
 */
record KubernetesKind(String kind, String apiVersion, Function<String, Optional<String>> nameRule,
    Function<Subject, List<? extends Resource>> reader, Consumer<Subject> rules) {

  private static final String CORE = "v1";
  private static final String APPS = "apps/v1";
  private static final String BATCH = "batch/v1";
  private static final String NETWORKING = "networking.k8s.io/v1";
  /** The group that served some kinds before they moved to their own. */
  private static final String FORMER_GROUP = "extensions";

  private static final Set<String> FORMER_KINDS = Set.of("Deployment", "DaemonSet", "ReplicaSet", "NetworkPolicy",
      "Ingress");
  private static final Set<String> CLUSTER_SCOPED = Set.of("Namespace", "Node", "IngressClass", AdminPolicy.ADMIN,
      AdminPolicy.BASELINE, AdminPolicy.CLUSTER);

  private static final List<KubernetesKind> ALL = List.of(
      new KubernetesKind("Pod", CORE, Names::dnsSubdomain, PodReader::read, PodRules::check),
      new KubernetesKind("Deployment", APPS, Names::dnsSubdomain, WorkloadReader::read, WorkloadRules::checkDeployment),
      new KubernetesKind("StatefulSet", APPS, Names::dnsSubdomain, WorkloadReader::read,
          WorkloadRules::checkStatefulSet),
      new KubernetesKind("DaemonSet", APPS, Names::dnsSubdomain, WorkloadReader::read, WorkloadRules::checkDaemonSet),
      new KubernetesKind("ReplicaSet", APPS, Names::dnsSubdomain, WorkloadReader::read, WorkloadRules::checkReplicaSet),
      new KubernetesKind("ReplicationController", CORE, Names::dnsSubdomain, WorkloadReader::read,
          WorkloadRules::checkReplicationController),
      new KubernetesKind("Job", BATCH, Names::dnsSubdomain, WorkloadReader::read, JobRules::checkJob),
      new KubernetesKind("CronJob", BATCH, JobRules::cronJobName, WorkloadReader::read, JobRules::checkCronJob),
      new KubernetesKind("Namespace", CORE, Names::dnsLabel, ClusterReader::readNamespace,
          ClusterRules::checkNamespace),
      new KubernetesKind("ServiceAccount", CORE, Names::dnsSubdomain, ClusterReader::readServiceAccount,
          ClusterRules::checkServiceAccount),
      new KubernetesKind("Node", CORE, Names::dnsSubdomain, ClusterReader::readNode, ClusterRules::checkNode),
      new KubernetesKind("Service", CORE, Names::dnsLabel, ServiceReader::read, ServiceRules::check),
      new KubernetesKind("EndpointSlice", "discovery.k8s.io/v1", Names::dnsSubdomain, EndpointReader::readSlice,
          EndpointRules::checkSlice),
      new KubernetesKind("Endpoints", CORE, Names::dnsSubdomain, EndpointReader::readEndpoints,
          EndpointRules::checkEndpoints),
      new KubernetesKind("NetworkPolicy", NETWORKING, Names::dnsSubdomain, NetworkPolicyReader::read,
          NetworkPolicyRules::check),
      new KubernetesKind("Ingress", NETWORKING, Names::dnsSubdomain, IngressReader::read, IngressRules::check),
      new KubernetesKind("IngressClass", NETWORKING, Names::dnsSubdomain, IngressReader::readClass,
          IngressRules::checkClass),
      new KubernetesKind(AdminPolicy.ADMIN, "policy.networking.k8s.io/v1alpha1", Names::dnsSubdomain,
          AdminPolicyReader::read, AdminPolicyRules::check),
      new KubernetesKind(AdminPolicy.BASELINE, "policy.networking.k8s.io/v1alpha1", Names::dnsSubdomain,
          AdminPolicyReader::read, AdminPolicyRules::check),
      new KubernetesKind(AdminPolicy.CLUSTER, "policy.networking.k8s.io/v1alpha2", Names::dnsSubdomain,
          AdminPolicyReader::read, AdminPolicyRules::check));

  /** Every kind that is read. */
  static List<KubernetesKind> all() {
    return ALL;
  }

  /** The kind of this name in this group, also when the group serves it no more. */
  static Optional<KubernetesKind> find(String group, String kind) {
    return ALL.stream()
        .filter(each -> each.kind.equals(kind))
        .filter(each -> each.group().equals(group) || (group.equals(FORMER_GROUP) && FORMER_KINDS.contains(kind)))
        .findFirst();
  }

  /** The group that serves the kind; empty for the core group. */
  String group() {
    int slash = apiVersion.indexOf('/');
    return slash < 0 ? "" : apiVersion.substring(0, slash);
  }

  /** Whether its objects have a namespace. */
  boolean namespaced() {
    return !CLUSTER_SCOPED.contains(kind);
  }
}
