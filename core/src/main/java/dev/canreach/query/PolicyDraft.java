package dev.canreach.query;

import dev.canreach.lower.Lowerings;
import dev.canreach.lower.kubernetes.NamespaceLabels;
import dev.canreach.packet.Cidr;
import dev.canreach.packet.Protocol;
import dev.canreach.packet.Side;
import dev.canreach.resource.LabelSelector;
import dev.canreach.resource.ObjectMeta;
import dev.canreach.resource.kubernetes.IpBlock;
import dev.canreach.resource.kubernetes.NetworkPolicy;
import dev.canreach.resource.kubernetes.PolicyPeer;
import dev.canreach.resource.kubernetes.PolicyPort;
import dev.canreach.resource.kubernetes.PolicyRuleSpec;
import dev.canreach.resource.kubernetes.PolicyType;
import dev.canreach.source.Span;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A NetworkPolicy that a question suggests: one rule in one direction.
 *
 * @param namespace where it lives
 * @param name what it is called
 * @param pods whom it governs
 * @param subject the direction: SOURCE = egress
 * @param peer the other end
 * @param ports the ports; all when empty
 */
record PolicyDraft(String namespace, String name, LabelSelector pods, Side subject, Peer peer, List<Port> ports) {

  PolicyDraft {
    ports = List.copyOf(ports);
  }

  /** A port of a protocol. */
  record Port(Protocol protocol, int number) {}

  /** The other end. */
  sealed interface Peer {
    /** The peer in a name. */
    String word();

    /** Pods with these labels. */
    record Pods(String namespace, String name, SortedMap<String, String> labels) implements Peer {
      public Pods {
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
      }

      @Override
      public String word() {
        return name;
      }
    }

    /** Addresses. */
    record Block(Cidr block) implements Peer {
      @Override
      public String word() {
        return block.length() == 0 ? "anywhere" : block.toString();
      }
    }
  }

  /** A selector that requires each of the labels. */
  static LabelSelector equality(Map<String, String> labels) {
    Span span = Lowerings.builtIn();
    return new LabelSelector(new TreeMap<>(labels).entrySet()
        .stream()
        .map(label -> new LabelSelector.Requirement(label.getKey(), LabelSelector.Operator.IN,
            List.of(label.getValue()), span))
        .toList(), span);
  }

  /** The direction as policies spell it. */
  String direction() {
    return subject == Side.SOURCE ? "egress" : "ingress";
  }

  /** The traffic that it allows, in words. */
  String traffic() {
    return ports.isEmpty()
        ? "all traffic"
        : String.join(", ", ports.stream().map(port -> port.protocol() + " " + port.number()).toList());
  }

  /** The policy in a few words. */
  String title() {
    return namespace + "/" + name + " (" + direction() + ", " + traffic() + ")";
  }

  /** The policy as the server would hold it. */
  NetworkPolicy policy() {
    Span span = Lowerings.builtIn();
    ObjectMeta meta = new ObjectMeta(name, namespace, true, new TreeMap<>(), true, new TreeMap<>(), List.of(), span);
    PolicyPeer other = switch (peer) {
      case Peer.Pods selected -> new PolicyPeer.Pods(Optional.of(equality(selected.labels())),
          Optional.of(equality(Map.of(NamespaceLabels.NAME, selected.namespace()))), span);
      case Peer.Block block -> new PolicyPeer.Block(new IpBlock(block.block(), List.of(), span));
    };
    List<PolicyPort> opened = ports.stream()
        .<PolicyPort>map(port -> new PolicyPort.Range(port.protocol(), port.number(), port.number(), span))
        .toList();
    List<PolicyRuleSpec> rules = List.of(new PolicyRuleSpec(List.of(other), opened, 0, span));
    boolean egress = subject == Side.SOURCE;
    return new NetworkPolicy(meta, pods, List.of(egress ? PolicyType.EGRESS : PolicyType.INGRESS), !egress, egress,
        egress ? List.of() : rules, egress ? rules : List.of(), span);
  }
}
