package dev.canreach.lint.rules.networkpolicy;

import dev.canreach.lint.PodGroup;
import dev.canreach.lint.RuleContext;
import dev.canreach.resource.LabelSelector;
import dev.canreach.resource.kubernetes.Namespace;
import dev.canreach.resource.kubernetes.NetworkPolicy;
import dev.canreach.resource.kubernetes.PolicyPeer;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The namespaces of the input, and what selectors select among them. */
final class Namespaces {
  /** The label that every namespace carries with its name (K8S/W-05). */
  static final String NAME_LABEL = "kubernetes.io/metadata.name";

  private final RuleContext context;
  private final SortedMap<String, Map<String, String>> labels = new TreeMap<>();

  Namespaces(RuleContext context) {
    this.context = context;
    context.pods().namespaces().forEach(name -> labels.put(name, Map.of(NAME_LABEL, name)));
    for (Namespace namespace : context.all(Namespace.class)) {
      var own = new TreeMap<>(namespace.meta().labels());
      own.put(NAME_LABEL, namespace.name());
      labels.put(namespace.name(), own);
    }
  }

  /** The labels of each namespace; of one without an object in the input only its name is known. */
  SortedMap<String, Map<String, String>> labels() {
    return labels;
  }

  /** The names of the namespaces that the selector selects for sure. */
  List<String> selected(LabelSelector selector) {
    return labels.entrySet()
        .stream()
        .filter(namespace -> selector.matches(namespace.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The namespaces in which the peer's pods are (K8S/N-07, K8S/N-08). */
  List<String> of(NetworkPolicy policy, PolicyPeer.Pods peer) {
    return peer.namespaceSelector().map(this::selected).orElse(List.of(policy.namespace()));
  }

  /** The pods that the policy may govern. */
  List<PodGroup> pods(NetworkPolicy policy) {
    return context.pods().selected(policy.namespace(), policy.podSelector());
  }

  /** The pods that the peer may select. */
  List<PodGroup> pods(NetworkPolicy policy, PolicyPeer.Pods peer) {
    var everyPod = new LabelSelector(List.of(), peer.span());
    return of(policy, peer).stream()
        .flatMap(name -> context.pods().selected(name, peer.podSelector().orElse(everyPod)).stream())
        .toList();
  }
}
