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
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;

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
    return Stream.of(peer.podSelector(), peer.namespaceSelector())
        .flatMap(Optional::stream)
        .flatMap(selector -> selector.requirements().stream())
        .map(Requirement::operator)
        .anyMatch(operator -> operator == Operator.IN || operator == Operator.EXISTS);
  }

  /**
   * Packets that the rule allows between each two pods: as many as it takes so that, when the plane lets any packet of the rule pass, it lets one of these.
   * They are made one by one, so that whoever looks for the first that passes pays for no more.
   */
  Stream<Packet> packets(Outlook outlook, Plane plane) {
    List<Endpoint> own = endpoints.selected(policy.namespace(), policy.podSelector()).toList();
    LabelSelector others = peer.podSelector().orElse(LabelSelector.everything(peer.span()));
    return peerPods.namespaces(policy, peer)
        .stream()
        .flatMap(namespace -> endpoints.selected(namespace, others))
        .flatMap(
            other -> own.stream()
                .filter(near -> !near.equals(other))
                .flatMap(near -> packets(outlook, plane, near, other)));
  }

  private Stream<Packet> packets(Outlook outlook, Plane plane, Endpoint near, Endpoint other) {
    boolean sends = direction.subject() == Side.SOURCE;
    Endpoint source = sends ? near : other;
    Endpoint destination = sends ? other : near;
    Optional<IpFamily> common = source.families().stream().filter(destination::speaks).findFirst();
    Supplier<TreeSet<Integer>> edges = () -> edges(outlook, plane, other);
    return common.stream()
        .flatMap(family -> rule.ports().isEmpty()
            ? Stream.of(Protocol.TCP, Protocol.UDP, Protocol.SCTP, Protocol.ICMP)
                .flatMap(protocol -> packets(family, source, destination, protocol, 0, HIGHEST, edges))
            : rule.ports().stream().flatMap(port -> packets(family, source, destination, port, edges)));
  }

  private static Stream<Packet> packets(IpFamily family, Endpoint source, Endpoint destination, PolicyPort port,
      Supplier<TreeSet<Integer>> edges) {
    return switch (port) {
      case PolicyPort.Any any -> packets(family, source, destination, any.protocol(), 0, HIGHEST, edges);
      case PolicyPort.Range range ->
          packets(family, source, destination, range.protocol(), range.first(), range.last(), edges);
      case PolicyPort.Named named -> destination.ports()
          .stream()
          .filter(own -> own.protocol().equals(named.protocol()) && own.name().equals(named.name()))
          .map(DeclaredPort::port)
          .flatMap(number -> packets(family, source, destination, named.protocol(), number, number, edges));
      case PolicyPort.Invalid invalid -> Stream.empty();
    };
  }

  /** A packet for the first port, and one for each port in the range at which the answer may change. */
  private static Stream<Packet> packets(IpFamily family, Endpoint source, Endpoint destination, Protocol protocol,
      int first, int last, Supplier<TreeSet<Integer>> edges) {
    Stream<Integer> more = protocol.hasPorts() && first < last
        ? Stream.of(edges).flatMap(each -> each.get().subSet(first, false, last, true).stream())
        : Stream.empty();
    Stream<Integer> ports = Stream.concat(Stream.of(protocol.hasPorts() ? first : 0), more);
    return ports
        .map(port -> new Packet(family, protocol, end(source, family), end(destination, family), 0, port, 0, 0, false));
  }

  private static End end(Endpoint endpoint, IpFamily family) {
    return new End(endpoint.index(), endpoint.address(family), new TreeMap<>());
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
