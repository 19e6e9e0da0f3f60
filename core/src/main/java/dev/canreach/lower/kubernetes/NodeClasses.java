package dev.canreach.lower.kubernetes;

import dev.canreach.model.Origin;
import dev.canreach.packet.Address;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.kubernetes.Node;
import dev.canreach.resource.kubernetes.NodeAddress;
import dev.canreach.resource.kubernetes.Pod;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The nodes: listed ones, and those that listed pods run on. */
public final class NodeClasses {
  private final Map<String, NodeClass> byName = new TreeMap<>();
  private final Map<Address, String> byAddress = new HashMap<>();

  /** The nodes of an input. */
  static NodeClasses of(Inventory inventory, PodClasses classes) {
    List<Node> nodes = inventory.latest(Node.class);
    List<Pod> pods = inventory.latest(Pod.class);
    return inventory.made(NodeClasses.class, List.of(nodes, pods, classes),
        () -> new NodeClasses(nodes, pods, classes.all()));
  }

  private NodeClasses(List<Node> nodes, List<Pod> listed, List<PodClass> pods) {
    for (Node node : nodes) {
      put(new NodeClass(node.name(), true, node.addresses().stream().map(NodeAddress::address).toList(),
          new Origin(node.id(), "", "", node.span())));
    }
    SortedMap<String, List<Address>> reported = new TreeMap<>();
    for (Pod pod : listed) {
      pod.spec().nodeName().ifPresent(name -> {
        List<Address> addresses = reported.computeIfAbsent(name, key -> new ArrayList<>());
        pod.status().hostIp().ifPresent(addresses::add);
        if (pod.spec().hostNetwork()) {
          addresses.addAll(pod.status().podIps());
        }
      });
    }
    for (PodClass pod : pods) {
      pod.node()
          .filter(name -> !byName.containsKey(name))
          .ifPresent(name -> put(
              new NodeClass(name, false, reported.getOrDefault(name, List.of()), pod.origin())));
    }
  }

  /** No node can be called what stands for any of them (K8S/W-16): where such a one would be is not known. */
  private void put(NodeClass node) {
    if (node.id().equals(NodeClass.SOME)) {
      return;
    }
    byName.put(node.name(), node);
    node.addresses().forEach(address -> byAddress.putIfAbsent(address, node.name()));
  }

  /** Every node, by name. */
  public Collection<NodeClass> all() {
    return byName.values();
  }

  /** The nodes that the input lists. */
  public List<NodeClass> listed() {
    return byName.values().stream().filter(NodeClass::listed).toList();
  }

  /** The node of a pod: as its manifest says, or the one whose address a pod on the node's network has. */
  public Optional<NodeClass> of(PodClass pod) {
    if (pod.node().isPresent()) {
      return pod.node().map(byName::get);
    }
    Stream<Address> shared = pod.selectable() ? Stream.empty() : pod.addresses().stream();
    return shared.flatMap(address -> Optional.ofNullable(byAddress.get(address)).stream()).findFirst().map(byName::get);
  }
}
