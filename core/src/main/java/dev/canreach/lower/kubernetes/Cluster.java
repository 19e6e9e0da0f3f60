package dev.canreach.lower.kubernetes;

import dev.canreach.lower.Assumptions;
import dev.canreach.lower.Engine;
import dev.canreach.lower.NetworkBuilder;
import dev.canreach.model.Endpoint;
import dev.canreach.model.Role;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.Rejection;
import dev.canreach.resource.kubernetes.Namespace;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What lowering knows of a cluster once the endpoints have indexes; every dialect whose policies select pods reads it.
 *
 * @param facts the cluster as a whole
 * @param ends every endpoint that policies may judge
 * @param pods every class of pods, by the id of its endpoint
 * @param nodes the nodes
 * @param namespaces the namespaces in use and their labels
 * @param placement which endpoint runs on which node
 * @param selectors the meaning of selectors
 * @param blocks the meaning of address blocks
 * @param namedPorts the meaning of policy ports
 * @param engineLabels keys of labels that the network plugin gives to every pod, with values that only it knows
 */
public record Cluster(ClusterFacts facts, List<Endpoint> ends, Map<String, PodClass> pods, NodeClasses nodes,
    NamespaceLabels namespaces, Placement placement, Selectors selectors, Blocks blocks, NamedPorts namedPorts,
    Set<String> engineLabels) {

  /** The cluster of an input, for the second pass of a lowering. Linear in the size of the input. */
  public static Cluster of(Inventory inventory, Assumptions assumptions, NetworkBuilder network) {
    PodClasses classes = PodClasses.of(inventory);
    SortedSet<String> used = new TreeSet<>();
    network.endpoints().forEach(endpoint -> {
      if (!endpoint.namespace().isEmpty()) {
        used.add(endpoint.namespace());
      }
    });
    return of(ClusterFacts.of(inventory, assumptions, classes.all()), classes, used, Engine.of(inventory, assumptions),
        inventory, network);
  }

  /**
   * The cluster, of parts that are known already.
   *
   * @param used the namespaces in use
   */
  static Cluster of(ClusterFacts facts, PodClasses pods, SortedSet<String> used, Engine engine, Inventory inventory,
      NetworkBuilder network) {
    List<Endpoint> endpoints = network.endpoints();
    // what Services say about themselves makes no difference to policies, as long as the others keep their indexes
    List<Endpoint> ends = endpoints.stream().filter(endpoint -> endpoint.role() != Role.VIRTUAL).toList();
    NodeClasses nodes = NodeClasses.of(inventory, pods);
    List<Namespace> namespaces = inventory.latest(Namespace.class);
    Set<String> engineLabels = EngineLabels.of(engine);
    SortedMap<String, List<Rejection>> rejections = inventory.rejections();
    return inventory.made(Cluster.class,
        List.of(ends, pods, nodes, namespaces, facts, used, engineLabels, rejections),
        () -> of(facts, ends, pods.byId(), nodes, new NamespaceLabels(namespaces, used), engineLabels, rejections,
            endpoints));
  }

  private static Cluster of(ClusterFacts facts, List<Endpoint> ends, Map<String, PodClass> pods, NodeClasses nodes,
      NamespaceLabels labels, Set<String> engineLabels, SortedMap<String, List<Rejection>> rejections,
      List<Endpoint> endpoints) {
    return new Cluster(facts, ends, pods, nodes, labels, new Placement(endpoints, pods, nodes),
        new Selectors(endpoints, pods, labels, engineLabels), new Blocks(facts, nodes.listed(), endpoints),
        new NamedPorts(endpoints, pods, rejections), engineLabels);
  }
}
