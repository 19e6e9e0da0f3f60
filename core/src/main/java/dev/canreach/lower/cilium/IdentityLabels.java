package dev.canreach.lower.cilium;

import java.util.List;
import java.util.regex.Pattern;

/** Which labels of a pod are part of its identity, so that selectors see them (CILIUM/2.2). */
final class IdentityLabels {
  static final String NAMESPACE = "io.kubernetes.pod.namespace";
  static final String NAMESPACE_LABELS = "io.cilium.k8s.namespace.labels.";
  static final String ACCOUNT = "io.cilium.k8s.policy.serviceaccount";
  static final String CLUSTER = "io.cilium.k8s.policy.cluster";

  private static final List<String> INCLUDED = List.of("app.kubernetes.io");
  private static final Pattern EXCLUDED = Pattern.compile("(io\\.kubernetes|kubernetes\\.io"
      + "|.*beta\\.kubernetes\\.io|topology\\.kubernetes\\.io|k8s\\.io|statefulset\\.kubernetes\\.io/pod-name"
      + "|apps\\.kubernetes\\.io/pod-index|batch\\.kubernetes\\.io/(job-completion-index|controller-uid)"
      + "|controller-uid|pod-template-generation|pod-template-hash|controller-revision-hash|annotation|etcd_node).*");

  private IdentityLabels() {}

  /** Whether a label of a pod with this key is part of the pod's identity, with the agent's default settings. */
  static boolean contain(String key) {
    return INCLUDED.stream().anyMatch(key::startsWith) || !EXCLUDED.matcher(key).matches();
  }
}
