package dev.canreach.lint.rules.networkpolicy;

import dev.canreach.lint.Outlook;
import dev.canreach.lint.PodSet;
import dev.canreach.model.Condition;
import dev.canreach.model.DeclaredPort;
import dev.canreach.model.Endpoint;
import dev.canreach.model.Plane;
import dev.canreach.packet.End;
import dev.canreach.packet.Field;
import dev.canreach.packet.IpFamily;
import dev.canreach.packet.Packet;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Protocol;
import dev.canreach.packet.Side;
import dev.canreach.resource.LabelSelector;
import dev.canreach.resource.LabelSelector.Operator;
import dev.canreach.resource.LabelSelector.Requirement;
import dev.canreach.resource.kubernetes.NetworkPolicy;
import dev.canreach.resource.kubernetes.PolicyPeer;
import dev.canreach.resource.kubernetes.PolicyPort;
import dev.canreach.resource.kubernetes.PolicyRuleSpec;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The traffic that one peer of one rule is about.
 *
 * @param policy the policy
 * @param direction the direction of the rule
 * @param rule the rule
 * @param peer the peer
 * @param peerPods the pods that policies and their peers are about
 * @param endpoints the pods that policies govern
 */
record Peering(NetworkPolicy policy, Direction direction, PolicyRuleSpec rule, PolicyPeer.Pods peer,
    PeerPods peerPods, GovernedEndpoints endpoints) {

  private static final int HIGHEST = Field.DESTINATION_PORT.max();

  /** Whether the peer stands for certain pods, not for whoever is there or whoever is left. */
  static boolean isExplicit(PolicyPeer.Pods peer) {
    return peer.podSelector().filter(Peering::isExplicit).isPresent()
        || peer.namespaceSelector().filter(Peering::isExplicit).isPresent();
  }

  private static boolean isExplicit(LabelSelector selector) {
    for (Requirement requirement : selector.requirements()) {
      if (requirement.operator() == Operator.IN || requirement.operator() == Operator.EXISTS) {
        return true;
      }
    }
    return false;
  }

  /**
   * The first packet of which the predicate is true, of packets that the rule allows between each two pods: as many as it takes so that, when the plane
   * lets any packet of the rule pass, it lets one of these. They are made one by one, so that whoever looks for one that passes pays for no more.
   */
  Optional<Packet> first(Outlook outlook, Plane plane, Predicate<Packet> wanted) {
    BitSet own = endpoints.selected(policy.namespace(), policy.podSelector());
    LabelSelector others = peer.podSelector().orElse(LabelSelector.everything(peer.span()));
    for (String namespace : own.isEmpty() ? List.<String>of() : peerPods.namespaces(policy, peer)) {
      BitSet far = endpoints.selected(namespace, others);
      for (int other = far.nextSetBit(0); other >= 0; other = far.nextSetBit(other + 1)) {
        for (int near = own.nextSetBit(0); near >= 0; near = own.nextSetBit(near + 1)) {
          Optional<Packet> packet = near == other
              ? Optional.empty()
              : first(outlook, plane, endpoints.get(near), endpoints.get(other), wanted);
          if (packet.isPresent()) {
            return packet;
          }
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Packet> first(Outlook outlook, Plane plane, Endpoint near, Endpoint other,
      Predicate<Packet> wanted) {
    boolean sends = direction.subject() == Side.SOURCE;
    Endpoint source = sends ? near : other;
    Endpoint destination = sends ? other : near;
    for (IpFamily family : source.families()) {
      if (destination.speaks(family)) {
        Between between = new Between(family, source, destination, () -> edges(outlook, plane, other), wanted);
        return rule.ports().isEmpty() ? between.first() : between.first(rule.ports());
      }
    }
    return Optional.empty();
  }

  /**
   * Packets from one pod to another.
   *
   * @param edges the ports at which the answer may change
   * @param wanted what is to be true of the packet
   */
  private record Between(IpFamily family, Endpoint source, Endpoint destination, Supplier<TreeSet<Integer>> edges,
      Predicate<Packet> wanted) {

    private static final List<Protocol> PROTOCOLS = List.of(Protocol.TCP, Protocol.UDP, Protocol.SCTP, Protocol.ICMP);

    /** Of any protocol. */
    Optional<Packet> first() {
      for (Protocol protocol : PROTOCOLS) {
        Optional<Packet> packet = first(protocol, 0, HIGHEST);
        if (packet.isPresent()) {
          return packet;
        }
      }
      return Optional.empty();
    }

    /** To one of these ports. */
    Optional<Packet> first(List<PolicyPort> ports) {
      for (PolicyPort port : ports) {
        Optional<Packet> packet = first(port);
        if (packet.isPresent()) {
          return packet;
        }
      }
      return Optional.empty();
    }

    private Optional<Packet> first(PolicyPort port) {
      return switch (port) {
        case PolicyPort.Any any -> first(any.protocol(), 0, HIGHEST);
        case PolicyPort.Range range -> first(range.protocol(), range.first(), range.last());
        case PolicyPort.Named named -> destination.ports()
            .stream()
            .filter(own -> own.protocol().equals(named.protocol()) && own.name().equals(named.name()))
            .map(DeclaredPort::port)
            .flatMap(number -> first(named.protocol(), number, number).stream())
            .findFirst();
        case PolicyPort.Invalid invalid -> Optional.empty();
      };
    }

    /** To the first port, or to one of the range at which the answer may change. */
    private Optional<Packet> first(Protocol protocol, int first, int last) {
      Packet packet = packet(protocol, protocol.hasPorts() ? first : 0);
      if (wanted.test(packet)) {
        return Optional.of(packet);
      }
      return protocol.hasPorts() && first < last
          ? edges.get()
              .subSet(first, false, last, true)
              .stream()
              .map(port -> packet(protocol, port))
              .filter(wanted)
              .findFirst()
          : Optional.empty();
    }

    private Packet packet(Protocol protocol, int port) {
      return new Packet(family, protocol, End.at(source.index(), source.address(family)),
          End.at(destination.index(), destination.address(family)), 0, port, 0, 0, false);
    }
  }

  /** The ports at which some rule for the endpoint begins to match or ceases to. */
  private static TreeSet<Integer> edges(Outlook outlook, Plane plane, Endpoint endpoint) {
    var edges = new TreeSet<Integer>();
    outlook.allowing(plane, endpoint)
        .forEach(rule -> rule.conditions().stream().map(Condition::expr).forEach(expr -> collect(expr, edges)));
    return edges;
  }

  private static void collect(PacketExpr expr, TreeSet<Integer> edges) {
    switch (expr) {
      case PacketExpr.And and -> and.operands().forEach(operand -> collect(operand, edges));
      case PacketExpr.Or or -> or.operands().forEach(operand -> collect(operand, edges));
      case PacketExpr.Not not -> collect(not.operand(), edges);
      case PacketExpr.InRange range when range.field() == Field.DESTINATION_PORT -> {
        edges.add(range.low());
        edges.add(range.high() + 1);
      }
      case PacketExpr.InRange range -> {}
      case PacketExpr.Const constant -> {}
      case PacketExpr.InPrefix prefix -> {}
      case PacketExpr.IsEndpoint is -> {}
      case PacketExpr.HasLabel label -> {}
      case PacketExpr.Loopback loopback -> {}
      case PacketExpr.Matches text -> {}
      case PacketExpr.Holds holds -> {}
    }
  }

  /** Whether the mistake is about the same connection: it is reported already and explains why nothing passes. */
  boolean isSpoiltBy(ServicePortMistake mistake) {
    if (mistake.rule().equals(rule)) {
      return true;
    }
    if (mistake.direction() == direction) {
      return false;
    }
    PodSet receiving = switch (direction) {
      case INGRESS -> peerPods.pods(policy);
      case EGRESS -> peerPods.pods(policy, peer);
    };
    return mistake.destinations().intersects(receiving);
  }
}
