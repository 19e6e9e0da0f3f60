package dev.canreach.lower.kubernetes;

import dev.canreach.resource.Inventory;
import dev.canreach.resource.LabelSelector;
import dev.canreach.resource.LabelSelector.Requirement;
import dev.canreach.resource.kubernetes.NetworkPolicy;
import dev.canreach.resource.kubernetes.PolicyPeer;
import dev.canreach.resource.kubernetes.PolicyRuleSpec;
import dev.canreach.resource.kubernetes.Service;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** The labels that tell the pods of a StatefulSet apart (K8S/W-03). */
final class OrdinalLabels {
  static final String POD_NAME = "statefulset.kubernetes.io/pod-name";
  static final String POD_INDEX = "apps.kubernetes.io/pod-index";
  static final Set<String> KEYS = Set.of(POD_NAME, POD_INDEX);

  private OrdinalLabels() {}

  /** Whether something selects pods by such a label: only then are they worth an endpoint each (K8S/W-01). */
  static boolean referred(Inventory inventory) {
    for (Service service : inventory.all(Service.class)) {
      if (!Collections.disjoint(service.selector().keySet(), KEYS)) {
        return true;
      }
    }
    for (NetworkPolicy policy : inventory.all(NetworkPolicy.class)) {
      if (refers(policy.podSelector()) || refers(policy.ingress()) || refers(policy.egress())) {
        return true;
      }
    }
    return false;
  }

  private static boolean refers(List<PolicyRuleSpec> rules) {
    for (PolicyRuleSpec rule : rules) {
      for (PolicyPeer peer : rule.peers()) {
        boolean refers = switch (peer) {
          case PolicyPeer.Pods pods -> pods.podSelector().isPresent() && refers(pods.podSelector().get());
          case PolicyPeer.Block block -> false;
          case PolicyPeer.Invalid invalid -> false;
        };
        if (refers) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean refers(LabelSelector selector) {
    for (Requirement requirement : selector.requirements()) {
      if (KEYS.contains(requirement.key())) {
        return true;
      }
    }
    return false;
  }
}
