package dev.canreach.lint.rules.networkpolicy;

import dev.canreach.lint.PodGroups;
import dev.canreach.lint.PodSet;
import dev.canreach.lint.RuleContext;
import dev.canreach.resource.LabelSelector;
import dev.canreach.resource.kubernetes.Namespace;
import dev.canreach.resource.kubernetes.NetworkPolicy;
import dev.canreach.resource.kubernetes.PolicyPeer;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The namespaces of the input, and what selectors select among them. */
final class Namespaces {
  /** The label that every namespace carries with its name (K8S/W-05). */
  static final String NAME_LABEL = "kubernetes.io/metadata.name";

  private final PodGroups groups;
  private final SortedMap<String, Map<String, String>> labels = new TreeMap<>();
  private final Map<List<List<String>>, List<String>> selected = new ConcurrentHashMap<>();
  private final Map<PeerTerms, PodSet> pods = new ConcurrentHashMap<>();

  /** What a peer asks for: the namespace of the policy, or what its namespaces must carry, and what its pods must. */
  private record PeerTerms(String own, List<List<String>> namespaces, List<List<String>> pods) {}

  private Namespaces(RuleContext context) {
    groups = context.pods();
    groups.namespaces().forEach(name -> labels.put(name, Map.of(NAME_LABEL, name)));
    for (Namespace namespace : context.all(Namespace.class)) {
      var own = new TreeMap<>(namespace.meta().labels());
      own.put(NAME_LABEL, namespace.name());
      labels.put(namespace.name(), own);
    }
  }

  /** Those of a run. */
  static Namespaces of(RuleContext context) {
    return context.shared(Namespaces.class, Namespaces::new);
  }

  /** The names of the namespaces that the selector selects for sure. */
  List<String> selected(LabelSelector selector) {
    return selected.computeIfAbsent(selector.terms(), terms -> labels.entrySet()
        .stream()
        .filter(namespace -> selector.matches(namespace.getValue()))
        .map(Map.Entry::getKey)
        .toList());
  }

  /** The namespaces in which the peer's pods are (K8S/N-07, K8S/N-08). */
  List<String> of(NetworkPolicy policy, PolicyPeer.Pods peer) {
    return peer.namespaceSelector().map(this::selected).orElse(List.of(policy.namespace()));
  }

  /** The pods that the policy may govern. */
  PodSet pods(NetworkPolicy policy) {
    return groups.selected(policy.namespace(), policy.podSelector());
  }

  /** The pods that the peer may select. */
  PodSet pods(NetworkPolicy policy, PolicyPeer.Pods peer) {
    var everyPod = new LabelSelector(List.of(), peer.span());
    var terms = new PeerTerms(peer.namespaceSelector().isPresent() ? "" : policy.namespace(),
        peer.namespaceSelector().orElse(everyPod).terms(), peer.podSelector().orElse(everyPod).terms());
    return pods.computeIfAbsent(terms,
        key -> groups.selected(of(policy, peer), peer.podSelector().orElse(everyPod)));
  }
}
