package dev.canreach.lower.calico;

import dev.canreach.resource.calico.CalicoPolicy;
import dev.canreach.resource.calico.EntityRule;
import dev.canreach.resource.calico.Selector;
import dev.canreach.resource.calico.SelectorText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * How namespaces and service accounts enter selectors: each selector becomes one over the flat labels of endpoints and sets
 * (CALICO/1.6).
 */
final class Scoping {
  private static final Selector IN_A_NAMESPACE = new Selector.Has(LabelKeys.NAMESPACE);

  private Scoping() {}

  /** Whom a policy applies to. */
  static Selector subjects(CalicoPolicy policy) {
    List<Selector> parts = new ArrayList<>();
    if (policy.kind().equals(CalicoPolicy.GLOBAL)) {
      parts.add(ownSelector(policy));
      policy.serviceAccountSelector()
          .ifPresent(text -> parts.add(ofAccounts(text).replace(new Selector.Has(LabelKeys.ACCOUNT),
              new Selector.Global())));
      policy.namespaceSelector()
          .ifPresent(text -> parts.add(ofNamespaces(text).replace(IN_A_NAMESPACE, new Selector.Global())));
    } else {
      parts.add(inNamespace(policy.namespace()));
      parts.add(policy.selector().selector());
      policy.serviceAccountSelector().ifPresent(text -> parts.add(ofAccounts(text)));
    }
    return and(parts);
  }

  /** In a GlobalNetworkPolicy every {@code all()} means less as soon as there is another selector (CALICO/CAX-1). */
  private static Selector ownSelector(CalicoPolicy policy) {
    if (policy.namespaceSelector().isPresent()) {
      return policy.selector().withAllAs(LabelKeys.NAMESPACE);
    }
    return policy.serviceAccountSelector().isPresent()
        ? policy.selector().withAllAs(LabelKeys.ACCOUNT)
        : policy.selector().selector();
  }

  /**
   * Whom a side of a rule names; empty where it names nobody, so that any address will do.
   *
   * @param namespace the namespace of the policy; empty for one without
   */
  static Optional<Selector> peers(EntityRule entity, String namespace) {
    List<Selector> parts = new ArrayList<>();
    if (entity.namespaceSelector().isPresent()) {
      parts.add(ofNamespaces(entity.namespaceSelector().get()).replace(IN_A_NAMESPACE,
          new Selector.Not(IN_A_NAMESPACE)));
    } else if (!namespace.isEmpty() && (entity.selector().isPresent() || entity.notSelector().isPresent()
        || entity.accounts().isPresent())) {
      parts.add(inNamespace(namespace));
    }
    entity.accounts().ifPresent(accounts -> {
      accounts.selector().ifPresent(text -> parts.add(ofAccounts(text)));
      if (!accounts.names().isEmpty()) {
        parts.add(new Selector.In(LabelKeys.ACCOUNT, false, new TreeSet<>(accounts.names())));
      }
    });
    entity.selector().ifPresent(text -> parts.add(text.selector()));
    return parts.isEmpty() ? Optional.empty() : Optional.of(and(parts));
  }

  static Selector and(List<Selector> parts) {
    return parts.size() == 1 ? parts.get(0) : new Selector.And(parts);
  }

  private static Selector inNamespace(String namespace) {
    return new Selector.Compare(LabelKeys.NAMESPACE, Selector.Comparison.EQUAL, namespace);
  }

  private static Selector ofNamespaces(SelectorText text) {
    return text.selector().rename(label -> LabelKeys.NAMESPACE_PREFIX + label);
  }

  private static Selector ofAccounts(SelectorText text) {
    return text.selector().rename(label -> LabelKeys.ACCOUNT_PREFIX + label);
  }
}
