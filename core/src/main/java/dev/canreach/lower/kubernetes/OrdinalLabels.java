package dev.canreach.lower.kubernetes;

import dev.canreach.resource.Inventory;
import dev.canreach.resource.LabelSelector;
import dev.canreach.resource.kubernetes.NetworkPolicy;
import dev.canreach.resource.kubernetes.PolicyPeer;
import dev.canreach.resource.kubernetes.Service;
import java.util.Set;
import java.util.stream.Stream;

/** The labels that tell the pods of a StatefulSet apart (K8S/W-03). */
final class OrdinalLabels {
  static final String POD_NAME = "statefulset.kubernetes.io/pod-name";
  static final String POD_INDEX = "apps.kubernetes.io/pod-index";
  static final Set<String> KEYS = Set.of(POD_NAME, POD_INDEX);

  private OrdinalLabels() {}

  /** Whether something selects pods by such a label: only then are they worth an endpoint each (K8S/W-01). */
  static boolean referred(Inventory inventory) {
    boolean byService = inventory.all(Service.class)
        .stream()
        .anyMatch(service -> service.selector().keySet().stream().anyMatch(KEYS::contains));
    return byService || inventory.all(NetworkPolicy.class)
        .stream()
        .flatMap(OrdinalLabels::selectors)
        .flatMap(selector -> selector.requirements().stream())
        .anyMatch(requirement -> KEYS.contains(requirement.key()));
  }

  private static Stream<LabelSelector> selectors(NetworkPolicy policy) {
    Stream<LabelSelector> peers = Stream.concat(policy.ingress().stream(), policy.egress().stream())
        .flatMap(rule -> rule.peers().stream())
        .flatMap(OrdinalLabels::podSelector);
    return Stream.concat(Stream.of(policy.podSelector()), peers);
  }

  private static Stream<LabelSelector> podSelector(PolicyPeer peer) {
    return switch (peer) {
      case PolicyPeer.Pods pods -> pods.podSelector().stream();
      case PolicyPeer.Block block -> Stream.empty();
      case PolicyPeer.Invalid invalid -> Stream.empty();
    };
  }
}
