package dev.canreach.lower.cilium;

import dev.canreach.packet.Assumption;
import dev.canreach.packet.IpFamily;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Side;
import dev.canreach.resource.LabelSelector.Operator;
import dev.canreach.resource.LabelSelector.Requirement;
import dev.canreach.resource.cilium.CiliumSelector;
import dev.canreach.resource.cilium.SourcedKey;
import dev.canreach.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What selectors over identities and entities mean for the end at the other side of the governed one (CILIUM/2.3). */
final class EndpointPeers {
  private static final String HOST = "host";
  private static final String REMOTE_NODE = "remote-node";
  private static final String API_SERVER = "kube-apiserver";
  private static final String WORLD = "world";

  private final Ends ends;
  private final ApiServer apiServer;
  private final Identities identities;
  private final boolean dualStack;

  EndpointPeers(Ends ends, ApiServer apiServer, Identities identities, boolean dualStack) {
    this.ends = ends;
    this.apiServer = apiServer;
    this.identities = identities;
    this.dualStack = dualStack;
  }

  /** Labels that Cilium itself gives to ends of one kind: the condition under which an end has each. */
  private record Kind(PacketExpr members, Map<String, PacketExpr> reserved, boolean addresses) {}

  /**
   * The end is one of a peer selector.
   *
   * @param selector the selector as written
   * @param namespace the namespace of its policy; empty for one of the whole cluster
   * @param forInit whether the rule governs pods that are being set up, which have no namespace yet
   */
  PacketExpr selected(CiliumSelector selector, String namespace, boolean forInit, Side side) {
    List<Requirement> requirements = new ArrayList<>(selector.requirements());
    if (requirements.stream().noneMatch(EndpointPeers::isReserved)) {
      Span span = selector.span();
      if (!mentions(requirements, IdentityLabels.NAMESPACE)) {
        if (!namespace.isEmpty()) {
          if (!mentionsPrefix(requirements, IdentityLabels.NAMESPACE_LABELS)) {
            requirements.add(requirement(IdentityLabels.NAMESPACE, Operator.IN, List.of(namespace), span));
          }
        } else if (!forInit) {
          requirements.add(requirement(IdentityLabels.NAMESPACE, Operator.EXISTS, List.of(), span));
        }
      }
      if (!mentions(requirements, IdentityLabels.CLUSTER)) {
        // the local cluster's own name, whatever it is
        requirements.add(requirement(IdentityLabels.CLUSTER, Operator.EXISTS, List.of(), span));
      }
    }
    return matching(requirements, selector.span(), side);
  }

  /** The end has an identity that meets every requirement. */
  PacketExpr matching(List<Requirement> requirements, Span span, Side side) {
    List<PacketExpr> ways = new ArrayList<>();
    ways.add(identities.pods(requirements, span, side));
    for (Kind kind : kinds(side)) {
      List<PacketExpr> conditions = new ArrayList<>(List.of(kind.members()));
      requirements.forEach(requirement -> conditions.add(meets(requirement, kind)));
      ways.add(PacketExpr.and(conditions));
    }
    if (!requirements.isEmpty()) {
      ways.add(PacketExpr.and(ends.isStranger(side), strange()));
    } else {
      ways.add(ends.isStranger(side));
    }
    return PacketExpr.or(ways);
  }

  private List<Kind> kinds(Side side) {
    PacketExpr apiHost = apiServer.isHost(side);
    Map<String, PacketExpr> world = dualStack
        ? Map.of("world-ipv4", PacketExpr.is(IpFamily.IPV4), "world-ipv6", PacketExpr.is(IpFamily.IPV6), API_SERVER,
            apiServer.isOutside(side))
        : Map.of(WORLD, PacketExpr.TRUE, API_SERVER, apiServer.isOutside(side));
    return List.of(new Kind(ends.isLocalHost(side), Map.of(HOST, PacketExpr.TRUE, API_SERVER, apiHost), false),
        new Kind(ends.isRemoteNode(side), Map.of(REMOTE_NODE, PacketExpr.TRUE, API_SERVER, apiHost), false),
        new Kind(ends.isWorld(side), world, true));
  }

  private static PacketExpr meets(Requirement requirement, Kind kind) {
    SourcedKey key = SourcedKey.parse(requirement.key());
    if (key.covers(SourcedKey.RESERVED)) {
      PacketExpr has = kind.reserved().getOrDefault(key.name(), PacketExpr.FALSE);
      // the value of such a label is empty
      return switch (requirement.operator()) {
        case IN -> PacketExpr.and(has, PacketExpr.constant(requirement.values().contains("")));
        case EXISTS -> has;
        case NOT_IN -> negative(PacketExpr.not(PacketExpr.and(has,
            PacketExpr.constant(requirement.values().contains("")))), requirement, kind);
        case DOES_NOT_EXIST -> negative(PacketExpr.not(has), requirement, kind);
        case INVALID -> PacketExpr.FALSE;
      };
    }
    return key.covers(SourcedKey.KUBERNETES)
        ? Identities.absent(requirement)
        : PacketExpr.holds(Assumption.open("identity",
            "an address or a node meets the requirement on the label `" + requirement.key() + "`",
            "select addresses by `cidr` and nodes by entities"));
  }

  /** Negative expressions on labels of Cilium's own also select addresses, or may (CILIUM/CX-14). */
  private static PacketExpr negative(PacketExpr documented, Requirement requirement, Kind kind) {
    boolean reserved = SourcedKey.parse(requirement.key()).source().equals(SourcedKey.RESERVED);
    return kind.addresses() && reserved
        ? PacketExpr.holds(Assumption.open("identity",
            "an address outside meets the negative requirement on `" + requirement.key() + "`",
            "name what is meant: `fromEntities` or `toEntities`"))
        : documented;
  }

  private static PacketExpr strange() {
    return PacketExpr.holds(Assumption.open("identity", "the policy selects the proxy that the input does not list",
        "add the pods of the proxy to the input"));
  }

  /** The end is one of an entity. */
  PacketExpr entity(String name, Side side) {
    PacketExpr stranger = PacketExpr.and(ends.isStranger(side), strange());
    return switch (name) {
      case "all" -> PacketExpr.TRUE;
      case WORLD -> PacketExpr.or(ends.isWorld(side), stranger);
      case "cluster" -> PacketExpr.or(ends.isPod(side), ends.isHost(side), apiServer.isOutside(side), stranger);
      case HOST -> PacketExpr.or(ends.isLocalHost(side), stranger);
      case REMOTE_NODE -> PacketExpr.or(ends.isRemoteNode(side), stranger);
      case API_SERVER -> apiServer.is(side);
      case "cluster-mesh" -> PacketExpr.and(PacketExpr.not(ends.isWorld(side)), PacketExpr.holds(Assumption.open(
          "identity", "the entity `cluster-mesh` stands for the other end", "name what is meant with other entities")));
      case "ingress" -> stranger;
      default -> PacketExpr.FALSE;
    };
  }

  /** Whether the requirement is about a label that Cilium itself gives. */
  static boolean isReserved(Requirement requirement) {
    return SourcedKey.parse(requirement.key()).source().equals(SourcedKey.RESERVED);
  }

  private static boolean mentions(List<Requirement> requirements, String name) {
    return requirements.stream()
        .map(r -> SourcedKey.parse(r.key()))
        .anyMatch(
            key -> key.name().equals(name) && key.covers(SourcedKey.KUBERNETES));
  }

  private static boolean mentionsPrefix(List<Requirement> requirements, String prefix) {
    return requirements.stream()
        .map(r -> SourcedKey.parse(r.key()))
        .anyMatch(
            key -> key.name().startsWith(prefix) && key.covers(SourcedKey.KUBERNETES));
  }

  private static Requirement requirement(String key, Operator operator, List<String> values, Span span) {
    return new Requirement(SourcedKey.KUBERNETES + ":" + key, operator, values, span);
  }
}
