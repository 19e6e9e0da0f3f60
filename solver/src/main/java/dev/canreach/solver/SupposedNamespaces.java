package dev.canreach.solver;

import dev.canreach.lower.kubernetes.NamespaceLabels;
import dev.canreach.resource.Described;
import dev.canreach.resource.LabelSelector;
import dev.canreach.resource.Resource;
import dev.canreach.resource.kubernetes.AdminPeer;
import dev.canreach.resource.kubernetes.AdminPolicy;
import dev.canreach.resource.kubernetes.AdminRule;
import dev.canreach.resource.kubernetes.Namespace;
import dev.canreach.resource.kubernetes.NetworkPolicy;
import dev.canreach.resource.kubernetes.PolicyPeer;
import dev.canreach.resource.kubernetes.PolicyRuleSpec;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The namespaces that the input names, which new pods may come to: those of its objects, and those that the selectors of
 * policies call by name (K8S/W-05).
 */
final class SupposedNamespaces {
  private final SortedSet<String> names = new TreeSet<>();

  private SupposedNamespaces() {}

  /** The names, in ascending order. */
  static SortedSet<String> of(Snapshot snapshot) {
    SupposedNamespaces found = new SupposedNamespaces();
    snapshot.network().endpoints().forEach(endpoint -> found.names.add(endpoint.namespace()));
    snapshot.inventory().resources().forEach(found::add);
    found.names.remove("");
    return found.names;
  }

  private void add(Resource resource) {
    switch (resource) {
      case Namespace namespace -> names.add(namespace.name());
      case NetworkPolicy policy -> {
        names.add(policy.namespace());
        Stream.concat(policy.ingress().stream(), policy.egress().stream())
            .map(PolicyRuleSpec::peers)
            .forEach(peers -> peers.forEach(this::peer));
      }
      case AdminPolicy policy ->
          Stream.concat(policy.ingress().stream(), policy.egress().stream())
              .map(AdminRule::peers)
              .forEach(peers -> peers.forEach(this::peer));
      case Described described -> names.add(described.namespace());
      default -> {
      }
    }
  }

  private void peer(PolicyPeer peer) {
    if (peer instanceof PolicyPeer.Pods pods) {
      pods.namespaceSelector().ifPresent(this::selector);
    }
  }

  private void peer(AdminPeer peer) {
    Optional<LabelSelector> selector = switch (peer) {
      case AdminPeer.Pods pods -> Optional.of(pods.namespaces());
      case AdminPeer.Nodes nodes -> Optional.empty();
      case AdminPeer.Networks networks -> Optional.empty();
      case AdminPeer.DomainNames domains -> Optional.empty();
      case AdminPeer.Invalid invalid -> Optional.empty();
    };
    selector.ifPresent(this::selector);
  }

  private void selector(LabelSelector selector) {
    selector.requirements()
        .stream()
        .filter(each -> each.key().equals(NamespaceLabels.NAME) && each.operator() == LabelSelector.Operator.IN)
        .forEach(each -> names.addAll(each.values()));
  }
}
