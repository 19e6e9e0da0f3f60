package dev.canreach.lint.rules.networkpolicy;

import dev.canreach.lower.kubernetes.LabelIndex;
import dev.canreach.model.Endpoint;
import dev.canreach.model.Network;
import dev.canreach.model.Role;
import dev.canreach.resource.LabelSelector;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The endpoints that policies govern, and what selectors select among them. */
final class GovernedEndpoints {
  private final List<Endpoint> all;
  private final Map<String, BitSet> byNamespace = new HashMap<>();
  private final LabelIndex labels = new LabelIndex();

  /** Those of a network. */
  GovernedEndpoints(Network network) {
    all = network.endpoints();
    for (Endpoint endpoint : all) {
      if ((endpoint.role() == Role.WORKLOAD || endpoint.role() == Role.IMPLIED) && !endpoint.hostNetwork()) {
        byNamespace.computeIfAbsent(endpoint.namespace(), key -> new BitSet()).set(endpoint.index());
        labels.add(endpoint.index(), endpoint.labels(), List.of(), false);
      }
    }
  }

  /** Those of the namespace that the selector selects, by index. */
  Stream<Endpoint> selected(String namespace, LabelSelector selector) {
    BitSet selected = labels.certain(selector.requirements());
    selected.and(byNamespace.getOrDefault(namespace, new BitSet()));
    return selected.stream().mapToObj(all::get);
  }
}
