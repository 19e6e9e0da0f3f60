package dev.canreach.lower.gateway;

import dev.canreach.lower.kubernetes.NamespaceLabels;
import dev.canreach.lower.kubernetes.OpenLabel;
import dev.canreach.packet.PacketExpr;
import dev.canreach.resource.LabelSelector.Requirement;
import dev.canreach.resource.gateway.NamespaceScope;
import java.util.Map;

/** Which namespaces may attach things (K8S/G-06, G-22). */
final class NamespaceChoices {
  private final NamespaceLabels labels;

  NamespaceChoices(NamespaceLabels labels) {
    this.labels = labels;
  }

  /**
   * Whether a namespace may attach: a constant, or an assumption about labels that the input lacks (K8S/W-05).
   *
   * @param own the namespace of the listener's own object
   */
  PacketExpr admits(NamespaceScope scope, String own, String namespace) {
    return switch (scope.from()) {
      case NONE -> PacketExpr.FALSE;
      case SAME -> PacketExpr.constant(own.equals(namespace));
      case ALL -> PacketExpr.TRUE;
      case SELECTOR -> PacketExpr.and(
          scope.selector().requirements().stream().map(requirement -> meets(requirement, namespace)).toList());
    };
  }

  private PacketExpr meets(Requirement requirement, String namespace) {
    Map<String, String> known = labels.of(namespace);
    return labels.listed(namespace) || known.containsKey(requirement.key())
        ? PacketExpr.constant(requirement.matches(known))
        : OpenLabel.ofNamespace(namespace).meets(requirement);
  }
}
