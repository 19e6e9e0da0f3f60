package dev.canreach.lower.kubernetes;

import dev.canreach.packet.Address;
import dev.canreach.packet.Cidr;
import dev.canreach.packet.IpFamily;
import dev.canreach.packet.Packet;
import dev.canreach.packet.Protocol;
import dev.canreach.resource.LabelSelector;
import dev.canreach.resource.LabelSelector.Requirement;
import dev.canreach.resource.kubernetes.Container;
import dev.canreach.resource.kubernetes.ContainerPort;
import dev.canreach.resource.kubernetes.ContainerRole;
import dev.canreach.resource.kubernetes.IpBlock;
import dev.canreach.resource.kubernetes.Namespace;
import dev.canreach.resource.kubernetes.NetworkPolicy;
import dev.canreach.resource.kubernetes.Pod;
import dev.canreach.resource.kubernetes.PolicyPeer;
import dev.canreach.resource.kubernetes.PolicyPort;
import dev.canreach.resource.kubernetes.PolicyRuleSpec;
import dev.canreach.resource.kubernetes.PolicyType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The documentation of NetworkPolicy, sentence by sentence, over raw resources: a judge that shares no code with the
 * lowering or the evaluator.
 */
final class PolicyDocumentation {
  private final RandomCluster cluster;

  PolicyDocumentation(RandomCluster cluster) {
    this.cluster = cluster;
  }

  /** One end: a pod or a node, or just an address. */
  record Party(Optional<Pod> pod, Optional<String> node, Optional<Address> address) {
    boolean isPolicyPod() {
      return pod.isPresent() && !pod.get().spec().hostNetwork();
    }
  }

  boolean permits(Party source, Party destination, Packet packet) {
    // A pod cannot block access to itself.
    if (source.pod().isPresent() && source.pod().equals(destination.pod())) {
      return true;
    }
    // Both the egress policy of the source and the ingress policy of the destination must allow the connection.
    boolean egress = !source.isPolicyPod() || direction(PolicyType.EGRESS, source, destination, destination, packet);
    boolean ingress = !destination.isPolicyPod()
        || direction(PolicyType.INGRESS, destination, source, destination, packet);
    // Traffic from the node where a pod runs is always allowed; pods on the node's network count as the node.
    if (destination.isPolicyPod() && !source.isPolicyPod() && source.node().isPresent()
        && source.node().equals(destination.pod().orElseThrow().spec().nodeName())) {
      ingress = true;
    }
    return egress && ingress;
  }

  private boolean direction(PolicyType type, Party subject, Party peer, Party destination, Packet packet) {
    Pod pod = subject.pod().orElseThrow();
    // A pod is isolated if any policy selects it and applies to the direction; what any of them allows is allowed.
    boolean isolated = false;
    for (NetworkPolicy policy : cluster.policies()) {
      if (!policy.namespace().equals(pod.namespace()) || !selects(policy.podSelector(), pod.meta().labels())
          || !appliesTo(policy, type)) {
        continue;
      }
      isolated = true;
      for (PolicyRuleSpec rule : type == PolicyType.INGRESS ? policy.ingress() : policy.egress()) {
        boolean anyPeer = rule.peers().isEmpty();
        for (PolicyPeer each : rule.peers()) {
          anyPeer = anyPeer || isPeer(policy.namespace(), each, peer, packet.family());
        }
        boolean anyPort = rule.ports().isEmpty();
        for (PolicyPort each : rule.ports()) {
          anyPort = anyPort || isPort(each, destination, packet);
        }
        if (anyPeer && anyPort) {
          return true;
        }
      }
    }
    return !isolated;
  }

  private static boolean appliesTo(NetworkPolicy policy, PolicyType type) {
    // Without policyTypes: always Ingress, and Egress if there are egress rules.
    if (policy.policyTypes().isEmpty()) {
      return type == PolicyType.INGRESS || !policy.egress().isEmpty();
    }
    return policy.policyTypes().contains(type);
  }

  private boolean isPeer(String namespace, PolicyPeer peer, Party party, IpFamily family) {
    if (peer instanceof PolicyPeer.Block block) {
      return inBlock(block.block(), party, family);
    }
    if (!(peer instanceof PolicyPeer.Pods pods) || !party.isPolicyPod()) {
      return false;
    }
    Pod pod = party.pod().orElseThrow();
    if (pods.podSelector().isPresent() && !selects(pods.podSelector().get(), pod.meta().labels())) {
      return false;
    }
    return pods.namespaceSelector().isPresent()
        ? selects(pods.namespaceSelector().get(), namespaceLabels(pod.namespace()))
        : pod.namespace().equals(namespace);
  }

  private static boolean inBlock(IpBlock block, Party party, IpFamily family) {
    if (block.cidr().family() != family) {
      return false;
    }
    if (party.address().isEmpty()) {
      return block.cidr().length() == 0 && block.except().isEmpty();
    }
    Address address = party.address().get();
    boolean excepted = false;
    for (Cidr except : block.except()) {
      excepted = excepted || within(address, except);
    }
    return within(address, block.cidr()) && !excepted;
  }

  /** By the text of the first bits, to share nothing with the product's arithmetic. */
  private static boolean within(Address address, Cidr block) {
    return address.family() == block.family()
        && bits(address).substring(0, block.length()).equals(bits(block.base()).substring(0, block.length()));
  }

  private static String bits(Address address) {
    String high = Long.toBinaryString(address.high());
    String low = Long.toBinaryString(address.low());
    String all = "0".repeat(64 - high.length()) + high + "0".repeat(64 - low.length()) + low;
    return address.family() == IpFamily.IPV4 ? all.substring(96) : all;
  }

  private static boolean isPort(PolicyPort port, Party destination, Packet packet) {
    Protocol protocol = packet.protocol();
    int number = packet.destinationPort();
    if (port instanceof PolicyPort.Any any) {
      return any.protocol().equals(protocol);
    }
    if (port instanceof PolicyPort.Range range) {
      return range.protocol().equals(protocol) && number >= range.first() && number <= range.last();
    }
    if (port instanceof PolicyPort.Named named && destination.isPolicyPod()) {
      for (Container container : destination.pod().orElseThrow().spec().containers()) {
        for (ContainerPort each : container.ports()) {
          if (container.role() != ContainerRole.INIT && each.name().equals(named.name())
              && each.protocol().equals(named.protocol()) && each.protocol().equals(protocol)
              && each.containerPort() == number) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private Map<String, String> namespaceLabels(String name) {
    for (Namespace namespace : cluster.namespaces()) {
      if (namespace.name().equals(name)) {
        Map<String, String> labels = new HashMap<>(namespace.meta().labels());
        labels.put("kubernetes.io/metadata.name", name);
        return labels;
      }
    }
    throw new IllegalArgumentException("no namespace " + name);
  }

  private static boolean selects(LabelSelector selector, Map<String, String> labels) {
    for (Requirement requirement : selector.requirements()) {
      Optional<String> value = Optional.ofNullable(labels.get(requirement.key()));
      List<String> values = requirement.values();
      boolean met = switch (requirement.operator()) {
        case IN -> value.isPresent() && values.contains(value.get());
        case NOT_IN -> value.isEmpty() || !values.contains(value.get());
        case EXISTS -> value.isPresent();
        case DOES_NOT_EXIST -> value.isEmpty();
        case INVALID -> false;
      };
      if (!met) {
        return false;
      }
    }
    return true;
  }
}
