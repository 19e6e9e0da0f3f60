package dev.canreach.lower.kubernetes;

import dev.canreach.lower.EndpointDraft;
import dev.canreach.packet.Address;
import dev.canreach.resource.Inventory;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/** The endpoints of the pods, before they have indexes. */
final class PodDrafts {
  private final ClusterFacts facts;
  private final IdentityHashMap<PodClass, Placed> drafts = new IdentityHashMap<>();
  private final List<EndpointDraft> all = new ArrayList<>();

  /** The endpoint of a pod on a node. */
  private record Placed(Optional<NodeClass> node, EndpointDraft draft) {}

  /** Those of an input. */
  static List<EndpointDraft> of(Inventory inventory, PodClasses classes, NodeClasses nodes, ClusterFacts facts) {
    return inventory.made(PodDrafts.class, List.of(classes, nodes, facts),
        other -> new PodDrafts(classes, nodes, facts, other.filter(each -> each.facts.equals(facts)))).all;
  }

  private PodDrafts(PodClasses classes, NodeClasses nodes, ClusterFacts facts, Optional<PodDrafts> other) {
    this.facts = facts;
    for (PodClass pod : classes.all()) {
      Optional<NodeClass> node = nodes.of(pod);
      Placed placed = other.map(each -> each.drafts.get(pod))
          .filter(each -> each.node().equals(node))
          .orElseGet(() -> new Placed(node, draft(pod, node, facts)));
      drafts.put(pod, placed);
      all.add(placed.draft());
    }
  }

  private static EndpointDraft draft(PodClass pod, Optional<NodeClass> node, ClusterFacts facts) {
    List<Address> addresses = pod.addresses().isEmpty() && !pod.selectable()
        ? node.map(NodeClass::addresses).orElse(List.of())
        : pod.addresses();
    return new EndpointDraft(pod.id(), pod.role(), pod.namespace(), pod.name(), pod.labels(), addresses,
        facts.families(addresses), node.map(NodeClass::id), pod.replicated(), !pod.selectable(), pod.ports(),
        pod.idle(), pod.origin());
  }
}
