package dev.canreach.lint.rules.networkpolicy;

import dev.canreach.lint.RuleContext;
import dev.canreach.lower.kubernetes.LabelIndex;
import dev.canreach.model.Endpoint;
import dev.canreach.model.Role;
import dev.canreach.resource.LabelSelector;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The endpoints that policies govern, and what selectors select among them. */
final class GovernedEndpoints {
  private static final BitSet NONE = new BitSet();

  private final List<Endpoint> all;
  private final Map<String, BitSet> byNamespace = new HashMap<>();
  private final LabelIndex labels = new LabelIndex();

  private GovernedEndpoints(List<Endpoint> endpoints) {
    all = endpoints;
    for (Endpoint endpoint : all) {
      if ((endpoint.role() == Role.WORKLOAD || endpoint.role() == Role.IMPLIED) && !endpoint.hostNetwork()) {
        byNamespace.computeIfAbsent(endpoint.namespace(), key -> new BitSet()).set(endpoint.index());
        labels.add(endpoint.index(), endpoint.labels(), List.of(), false);
      }
    }
  }

  /** Those of a run. */
  static GovernedEndpoints of(RuleContext context) {
    List<Endpoint> endpoints = context.network().endpoints();
    return context.made(GovernedEndpoints.class, endpoints, () -> new GovernedEndpoints(endpoints));
  }

  /** The indexes of those of the namespace that the selector selects. */
  BitSet selected(String namespace, LabelSelector selector) {
    BitSet selected = labels.certain(selector.requirements());
    selected.and(byNamespace.getOrDefault(namespace, NONE));
    return selected;
  }

  /** The endpoint at an index. */
  Endpoint get(int index) {
    return all.get(index);
  }
}
