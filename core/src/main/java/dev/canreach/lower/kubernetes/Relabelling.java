package dev.canreach.lower.kubernetes;

import dev.canreach.model.Endpoint;
import dev.canreach.resource.LabelSelector;
import dev.canreach.resource.LabelSelector.Requirement;
import dev.canreach.resource.kubernetes.NetworkPolicy;
import dev.canreach.resource.kubernetes.PolicyPeer;
import dev.canreach.resource.kubernetes.PolicyRuleSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What tells two clusters apart that differ in labels of pods and in nothing else that a NetworkPolicy looks at. What a policy means in both is the
 * same when none of its selectors asks for what differs.
 */
final class Relabelling {
  private final NamespaceLabels namespaces;
  private final List<Relabelled> pods;

  /**
   * A pod with other labels.
   *
   * @param open the keys of labels of which nobody knows the values
   */
  private record Relabelled(String namespace, Map<String, String> before, Map<String, String> after, Set<String> open,
      boolean known) {

    /** Whether the selector may select the pod in one cluster and not in the other, or be in doubt in only one. */
    boolean mayDiffer(LabelSelector selector) {
      for (Requirement requirement : selector.requirements()) {
        String key = requirement.key();
        if (!Objects.equals(before.get(key), after.get(key))
            && (!known || open.contains(key) || requirement.matches(before) != requirement.matches(after))) {
          return true;
        }
      }
      return false;
    }
  }

  private Relabelling(NamespaceLabels namespaces, List<Relabelled> pods) {
    this.namespaces = namespaces;
    this.pods = pods;
  }

  /** The difference; empty when more differs than labels. */
  static Optional<Relabelling> between(Cluster before, Cluster after) {
    if (before.ends().size() != after.ends().size() || !before.facts().equals(after.facts())
        || !before.engineLabels().equals(after.engineLabels()) || !before.namespaces().same(after.namespaces())
        || !List.copyOf(before.nodes().all()).equals(List.copyOf(after.nodes().all()))) {
      return Optional.empty();
    }
    List<Relabelled> pods = new ArrayList<>();
    for (int number = 0; number < before.ends().size(); number++) {
      Endpoint old = before.ends().get(number);
      Endpoint end = after.ends().get(number);
      PodClass oldPod = before.pods().get(old.id());
      PodClass pod = after.pods().get(end.id());
      if (!isSame(old, end) || !isSame(oldPod, pod)) {
        return Optional.empty();
      }
      if (oldPod != null && pod != null && !oldPod.labels().equals(pod.labels())) {
        Set<String> open = new HashSet<>(pod.openLabels());
        open.addAll(after.engineLabels());
        pods.add(new Relabelled(pod.namespace(), oldPod.labels(), pod.labels(), open, pod.labelsKnown()));
      }
    }
    return Optional.of(new Relabelling(after.namespaces(), pods));
  }

  /** Whether the endpoints are alike but for labels and places. */
  private static boolean isSame(Endpoint before, Endpoint after) {
    return before.equals(after) || (before.index() == after.index() && before.id().equals(after.id())
        && before.role() == after.role() && before.namespace().equals(after.namespace())
        && before.addresses().equals(after.addresses()) && before.families().equals(after.families())
        && before.node().equals(after.node()) && before.hostNetwork() == after.hostNetwork()
        && before.ports().equals(after.ports())
        && before.origin().object().equals(after.origin().object()));
  }

  private static boolean isSame(@Nullable PodClass before, @Nullable PodClass after) {
    if (before == null || after == null) {
      return before == null && after == null;
    }
    return before.equals(after) || (before.namespace().equals(after.namespace())
        && before.selectable() == after.selectable() && before.openLabels().equals(after.openLabels())
        && before.labelsKnown() == after.labelsKnown() && before.unreadPorts().equals(after.unreadPorts()));
  }

  /** Whether the policy means the same in both. */
  boolean leaves(NetworkPolicy policy) {
    for (Relabelled pod : pods) {
      if ((policy.namespace().equals(pod.namespace()) && pod.mayDiffer(policy.podSelector()))
          || mayDiffer(policy, policy.ingress(), pod) || mayDiffer(policy, policy.egress(), pod)) {
        return false;
      }
    }
    return true;
  }

  private boolean mayDiffer(NetworkPolicy policy, List<PolicyRuleSpec> rules, Relabelled pod) {
    for (PolicyRuleSpec rule : rules) {
      for (PolicyPeer peer : rule.peers()) {
        boolean differs = switch (peer) {
          case PolicyPeer.Pods pods -> pods.podSelector().filter(pod::mayDiffer).isPresent()
              && mayBeIn(policy, pods, pod.namespace());
          case PolicyPeer.Block block -> false;
          case PolicyPeer.Invalid invalid -> false;
        };
        if (differs) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean mayBeIn(NetworkPolicy policy, PolicyPeer.Pods peer, String namespace) {
    return peer.namespaceSelector()
        .map(selector -> !namespaces.listed(namespace) || selector.matches(namespaces.of(namespace)))
        .orElseGet(() -> policy.namespace().equals(namespace));
  }
}
