package dev.canreach.lint.rules.networkpolicy;

import dev.canreach.eval.Evaluator;
import dev.canreach.lower.kubernetes.NamespaceLabels;
import dev.canreach.model.Endpoint;
import dev.canreach.model.Names;
import dev.canreach.model.Network;
import dev.canreach.model.Origin;
import dev.canreach.model.Path;
import dev.canreach.model.Role;
import dev.canreach.packet.AddressSet;
import dev.canreach.packet.End;
import dev.canreach.packet.Field;
import dev.canreach.packet.IpFamily;
import dev.canreach.packet.Packet;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Side;
import dev.canreach.packet.Valuation;
import dev.canreach.query.Prover;
import dev.canreach.query.ProverLimitException;
import dev.canreach.resource.LabelSelector;
import dev.canreach.resource.LabelSelector.Requirement;
import dev.canreach.resource.kubernetes.IpBlock;
import dev.canreach.resource.kubernetes.NetworkPolicy;
import dev.canreach.resource.kubernetes.PolicyPeer;
import dev.canreach.resource.kubernetes.PolicyPort;
import dev.canreach.resource.kubernetes.PolicyRuleSpec;
import dev.canreach.source.Span;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Policies as predicates over every pod that could exist, so that what is proven of them stays true when pods come and go. A packet runs between a pod of the
 * policies' namespace and a peer, about neither of which anything is known. What decides a rule is written as labels of the two:
 * <ul>
 * <li>{@code pod:KEY} and {@code namespace:KEY}: the labels of a pod and of its namespace (K8S/N-16);</li>
 * <li>{@code kind=pod}: the peer is a pod, as only pods match selectors (K8S/N-10);</li>
 * <li>{@code address}: the part of the address space that the peer is in; pods have addresses too (K8S/N-11);</li>
 * <li>{@code port:PROTOCOL/NAME}: the port of the packet is the one that the destination pod gives this name (K8S/N-14).</li>
 * </ul>
 */
final class SymbolicPolicies {
  private static final int POD = 1;
  private static final int PEER = 2;
  /** How many addresses of a block are taken as examples. */
  private static final int MOST_PARTS = 16;
  private static final Network NETWORK = new Network(
      List.of(endpoint(0, "outside", Role.OUTSIDE), endpoint(POD, "pod", Role.FUTURE),
          endpoint(PEER, "peer", Role.FUTURE)),
      new Path(List.of()), List.of(), Names.NONE, AddressSet.EMPTY);
  private static final Evaluator EVALUATOR = new Evaluator(NETWORK, Valuation.DEFAULT);

  private final Direction direction;
  private final AddressParts parts;
  private final PacketExpr wellFormed;

  /** The direction of some policies of one namespace. */
  SymbolicPolicies(Direction direction, List<NetworkPolicy> policies) {
    this.direction = direction;
    this.parts = new AddressParts(policies);
    this.wellFormed = PacketExpr.or(List.of(IpFamily.values())
        .stream()
        .map(family -> PacketExpr.and(PacketExpr.is(family), inParts(parts.of(family))))
        .toList());
  }

  /** The pods that the policy governs. */
  PacketExpr subject(NetworkPolicy policy) {
    return labels(direction.subject(), "pod:", policy.podSelector());
  }

  /** What the rule allows. */
  PacketExpr rule(NetworkPolicy policy, PolicyRuleSpec rule) {
    PacketExpr peers = rule.peers().isEmpty()
        ? PacketExpr.TRUE
        : PacketExpr.or(rule.peers().stream().map(peer -> peer(policy, peer)).toList());
    PacketExpr ports = rule.ports().isEmpty()
        ? PacketExpr.TRUE
        : PacketExpr.or(rule.ports().stream().map(this::port).toList());
    return PacketExpr.and(subject(policy), peers, ports);
  }

  /** Who the peer is. */
  PacketExpr peer(NetworkPolicy policy, PolicyPeer peer) {
    Side side = direction.peer();
    return switch (peer) {
      case PolicyPeer.Pods pods -> PacketExpr.and(
          PacketExpr.hasLabel(side, "kind", Optional.of("pod")),
          pods.podSelector().map(selector -> labels(side, "pod:", selector)).orElse(PacketExpr.TRUE),
          pods.namespaceSelector()
              .map(selector -> labels(side, "namespace:", selector))
              .orElseGet(() -> PacketExpr.hasLabel(side, "namespace:" + NamespaceLabels.NAME,
                  Optional.of(policy.namespace()))));
      case PolicyPeer.Block block -> block(block.block());
      case PolicyPeer.Invalid invalid -> PacketExpr.FALSE;
    };
  }

  private PacketExpr block(IpBlock block) {
    boolean whole = block.cidr().length() == 0 && block.except().isEmpty();
    return PacketExpr.and(PacketExpr.is(block.cidr().family()), whole ? PacketExpr.TRUE : inParts(parts.in(block)));
  }

  private PacketExpr inParts(List<Integer> numbers) {
    return PacketExpr.or(numbers.stream()
        .map(number -> PacketExpr.hasLabel(direction.peer(), "address", Optional.of(number.toString())))
        .toList());
  }

  private PacketExpr port(PolicyPort port) {
    return switch (port) {
      case PolicyPort.Any any -> PacketExpr.is(any.protocol());
      case PolicyPort.Range range -> PacketExpr.and(PacketExpr.is(range.protocol()),
          PacketExpr.inRange(Field.DESTINATION_PORT, range.first(), range.last()));
      case PolicyPort.Named named -> PacketExpr.and(PacketExpr.is(named.protocol()),
          direction == Direction.EGRESS
              ? PacketExpr.hasLabel(Side.DESTINATION, "kind", Optional.of("pod"))
              : PacketExpr.TRUE,
          PacketExpr.hasLabel(Side.DESTINATION, label(named), Optional.empty()));
      case PolicyPort.Invalid invalid -> PacketExpr.FALSE;
    };
  }

  /** The label that says that the packet is for the port of this name. */
  static String label(PolicyPort.Named named) {
    return "port:" + named.protocol() + "/" + named.name();
  }

  private static PacketExpr labels(Side side, String prefix, LabelSelector selector) {
    return PacketExpr.and(
        selector.requirements().stream().map(requirement -> label(side, prefix, requirement)).toList());
  }

  private static PacketExpr label(Side side, String prefix, Requirement requirement) {
    String key = prefix + requirement.key();
    PacketExpr listed = PacketExpr.or(requirement.values()
        .stream()
        .map(value -> PacketExpr.hasLabel(side, key, Optional.of(value)))
        .toList());
    return switch (requirement.operator()) {
      case IN -> listed;
      case NOT_IN -> PacketExpr.not(listed);
      case EXISTS -> PacketExpr.hasLabel(side, key, Optional.empty());
      case DOES_NOT_EXIST -> PacketExpr.not(PacketExpr.hasLabel(side, key, Optional.empty()));
      case INVALID -> PacketExpr.FALSE;
    };
  }

  /** Whether it can be proven that no packet at all fulfils the predicate. */
  boolean isEmpty(Prover prover, PacketExpr expr) {
    try {
      return uncovered(prover, expr, List.of()).isEmpty();
    } catch (ProverLimitException e) {
      return false;
    }
  }

  /** A packet that fulfils the predicate and none of the others; empty when it is proven that there is none. */
  Optional<Packet> uncovered(Prover prover, PacketExpr expr, List<PacketExpr> others) {
    PacketExpr all = PacketExpr.or(others);
    int source = direction.subject() == Side.SOURCE ? POD : PEER;
    return prover.difference(NETWORK, source, POD + PEER - source, PacketExpr.and(wellFormed, all),
        PacketExpr.and(wellFormed, PacketExpr.or(all, expr)));
  }

  /** Whether the predicate is true of the packet. */
  boolean matches(PacketExpr expr, Packet packet) {
    return EVALUATOR.matches(expr, packet);
  }

  /** Some plain packets from or to pods that the policy governs; none when no such pod is found that way. */
  List<Packet> examples(NetworkPolicy policy) {
    return Selectors.example(policy.podSelector())
        .map(subject -> example(subject, Example.Peer.ANYONE, Example.Port.UNUSUAL))
        .stream()
        .toList();
  }

  /** Some plain packets that the rule allows; none when no packet is found that way. */
  List<Packet> examples(NetworkPolicy policy, PolicyRuleSpec rule) {
    var packets = new ArrayList<Packet>();
    var subject = Selectors.example(policy.podSelector());
    if (subject.isEmpty()) {
      return List.of();
    }
    List<Example.Peer> peers = rule.peers().isEmpty()
        ? List.of(Example.Peer.ANYONE)
        : rule.peers().stream().flatMap(peer -> examplePeers(policy, peer)).toList();
    List<Example.Port> ports = rule.ports().isEmpty()
        ? List.of(Example.Port.PING, Example.Port.UNUSUAL)
        : rule.ports().stream().map(Example.Port::of).flatMap(List::stream).toList();
    for (Example.Peer peer : peers) {
      for (Example.Port port : ports) {
        packets.add(example(subject.get(), peer, port));
      }
    }
    return packets;
  }

  private Packet example(SortedMap<String, String> subject, Example.Peer peer, Example.Port port) {
    var podLabels = new TreeMap<String, String>();
    subject.forEach((key, value) -> podLabels.put("pod:" + key, value));
    var peerLabels = new TreeMap<>(peer.labels());
    port.name().ifPresent(name -> (direction == Direction.EGRESS ? peerLabels : podLabels).put(name, "here"));
    End pod = new End(POD, Optional.empty(), podLabels);
    End other = new End(PEER, Optional.empty(), peerLabels);
    boolean sends = direction.subject() == Side.SOURCE;
    return new Packet(peer.family().orElse(IpFamily.IPV4), port.protocol(), sends ? pod : other, sends ? other : pod, 0,
        port.number(), 0, 0, false);
  }

  private Stream<Example.Peer> examplePeers(NetworkPolicy policy, PolicyPeer peer) {
    return switch (peer) {
      case PolicyPeer.Pods pods -> {
        var labels = pods.podSelector().map(Selectors::example).orElse(Optional.of(new TreeMap<>()));
        var namespace = pods.namespaceSelector()
            .map(Selectors::example)
            .orElse(Optional.of(new TreeMap<>(Map.of(NamespaceLabels.NAME, policy.namespace()))));
        yield labels.flatMap(own -> namespace.map(of -> Example.Peer.pod(own, of))).stream();
      }
      case PolicyPeer.Block block -> parts.in(block.block())
          .stream()
          .limit(MOST_PARTS)
          .map(part -> Example.Peer.address(block.block().cidr().family(), part));
      case PolicyPeer.Invalid invalid -> Stream.empty();
    };
  }

  private static Endpoint endpoint(int index, String id, Role role) {
    Set<IpFamily> families = EnumSet.allOf(IpFamily.class);
    return new Endpoint(index, id, role, "", id, new TreeMap<>(), List.of(), families, OptionalInt.empty(), false,
        false,
        List.of(), new Origin(id, "", "", new Span("", 1, 1)));
  }
}
