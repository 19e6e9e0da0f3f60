package dev.canreach.lint.rules.networkpolicy;

import dev.canreach.lint.Namespaces;
import dev.canreach.lint.PodGroups;
import dev.canreach.lint.PodSet;
import dev.canreach.lint.RuleContext;
import dev.canreach.resource.LabelSelector;
import dev.canreach.resource.kubernetes.NetworkPolicy;
import dev.canreach.resource.kubernetes.PolicyPeer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The pods that policies and their peers are about. */
final class PeerPods {
  private final PodGroups groups;
  private final Namespaces namespaces;
  private final Map<PeerTerms, PodSet> pods = new ConcurrentHashMap<>();

  /** What a peer asks for: the namespace of the policy, or what its namespaces must carry, and what its pods must. */
  private record PeerTerms(String own, List<List<String>> namespaces, List<List<String>> pods) {}

  private PeerPods(RuleContext context) {
    groups = context.pods();
    namespaces = Namespaces.of(context);
  }

  /** Those of a run. */
  static PeerPods of(RuleContext context) {
    return context.shared(PeerPods.class, PeerPods::new);
  }

  /** The namespaces in which the peer's pods are (K8S/N-07, K8S/N-08). */
  List<String> namespaces(NetworkPolicy policy, PolicyPeer.Pods peer) {
    return peer.namespaceSelector().map(namespaces::selectedNames).orElseGet(() -> List.of(policy.namespace()));
  }

  /** The pods that the policy may govern. */
  PodSet pods(NetworkPolicy policy) {
    return groups.selected(policy.namespace(), policy.podSelector());
  }

  /** The pods that the peer may select. */
  PodSet pods(NetworkPolicy policy, PolicyPeer.Pods peer) {
    var everyPod = LabelSelector.everything(peer.span());
    var terms = new PeerTerms(peer.namespaceSelector().isPresent() ? "" : policy.namespace(),
        peer.namespaceSelector().orElse(everyPod).terms(), peer.podSelector().orElse(everyPod).terms());
    return pods.computeIfAbsent(terms,
        key -> groups.selected(namespaces(policy, peer), peer.podSelector().orElse(everyPod)));
  }
}
