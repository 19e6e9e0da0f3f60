package dev.canreach.lower.kubernetes;

import dev.canreach.lower.Assumptions;
import dev.canreach.lower.Engine;
import dev.canreach.lower.NetworkBuilder;
import dev.canreach.model.Endpoint;
import dev.canreach.resource.Inventory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What lowering knows of a cluster once the endpoints have indexes; every dialect whose policies select pods reads it.
 *
 * @param facts the cluster as a whole
 * @param pods every class of pods, by the id of its endpoint
 * @param nodes the nodes
 * @param namespaces the namespaces in use and their labels
 * @param placement which endpoint runs on which node
 * @param selectors the meaning of selectors
 * @param blocks the meaning of address blocks
 * @param namedPorts the meaning of policy ports
 */
public record Cluster(ClusterFacts facts, Map<String, PodClass> pods, NodeClasses nodes, NamespaceLabels namespaces,
    Placement placement, Selectors selectors, Blocks blocks, NamedPorts namedPorts) {

  /** The cluster of an input, for the second pass of a lowering. Linear in the size of the input. */
  public static Cluster of(Inventory inventory, Assumptions assumptions, NetworkBuilder network) {
    List<PodClass> classes = PodClasses.of(inventory).all();
    Map<String, PodClass> pods = new LinkedHashMap<>();
    classes.forEach(pod -> pods.put(pod.id(), pod));
    SortedSet<String> used = new TreeSet<>();
    network.endpoints().forEach(endpoint -> {
      if (!endpoint.namespace().isEmpty()) {
        used.add(endpoint.namespace());
      }
    });
    return of(ClusterFacts.of(inventory, assumptions, classes), pods, new NodeClasses(inventory, classes),
        new NamespaceLabels(inventory, used), Engine.of(inventory, assumptions), inventory, network);
  }

  static Cluster of(ClusterFacts facts, Map<String, PodClass> pods, NodeClasses nodes, NamespaceLabels labels,
      Engine engine, Inventory inventory, NetworkBuilder network) {
    List<Endpoint> endpoints = network.endpoints();
    return new Cluster(facts, pods, nodes, labels, new Placement(endpoints, pods, nodes),
        new Selectors(endpoints, pods, labels, EngineLabels.of(engine)), new Blocks(facts, nodes.listed(), endpoints),
        new NamedPorts(endpoints, pods, inventory));
  }
}
