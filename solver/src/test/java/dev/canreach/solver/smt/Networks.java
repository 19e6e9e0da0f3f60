package dev.canreach.solver.smt;

import dev.canreach.model.Action;
import dev.canreach.model.Condition;
import dev.canreach.model.Endpoint;
import dev.canreach.model.Names;
import dev.canreach.model.Network;
import dev.canreach.model.Origin;
import dev.canreach.model.Path;
import dev.canreach.model.Plane;
import dev.canreach.model.PolicyRule;
import dev.canreach.model.Role;
import dev.canreach.model.Scope;
import dev.canreach.model.Step;
import dev.canreach.model.Tier;
import dev.canreach.packet.Address;
import dev.canreach.packet.AddressSet;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.EndpointSet;
import dev.canreach.packet.Field;
import dev.canreach.packet.IpFamily;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Protocol;
import dev.canreach.packet.Side;
import dev.canreach.query.Flow;
import dev.canreach.source.Span;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Hand-made networks of four endpoints: the outside, a pod that does not exist yet, and two pods. */
final class Networks {
  static final int OUTSIDE = 0;
  static final int FUTURE = 1;
  static final int CLIENT = 2;
  static final int SERVER = 3;
  static final Assumption OPEN = Assumption.open("first", "the first holds", "say so");
  static final Assumption OTHER = Assumption.open("second", "the second holds", "say so");
  static final Assumption ENFORCED = Assumption.defaulted("cni", "NetworkPolicy is enforced", "say so", true);
  static final PacketExpr POSTGRES = PacketExpr.and(PacketExpr.is(Protocol.TCP),
      PacketExpr.is(Field.DESTINATION_PORT, 5432));

  private Networks() {}

  /** The network whose ingress plane has these tiers. */
  static Network of(Tier... tiers) {
    List<Endpoint> endpoints = List.of(endpoint(OUTSIDE, Role.OUTSIDE), endpoint(FUTURE, Role.FUTURE),
        endpoint(CLIENT, Role.WORKLOAD, "10.0.0.1"), endpoint(SERVER, Role.WORKLOAD, "10.0.0.2"));
    Path path = new Path(List.of(new Step.Stage(new Plane("egress", Side.SOURCE, List.of())),
        new Step.Stage(new Plane("ingress", Side.DESTINATION, List.of(tiers)))));
    return new Network(endpoints, path, List.of(), Names.NONE, AddressSet.EMPTY);
  }

  /** Packets between two endpoints on the direct path. */
  static Flow flow(Network network, int source, int destination, PacketExpr guard) {
    return new Flow(source, destination, false, guard, network.direct());
  }

  /** A policy tier: each name isolates the server, the rules are exceptions. */
  static Tier policies(List<PolicyRule> rules, String... isolating) {
    List<Scope> scopes = Stream.of(isolating).map(name -> new Scope(server(), origin(name))).toList();
    return new Tier("NetworkPolicy", scopes, rules, Action.DENY);
  }

  /** A rule for packets to the server. */
  static PolicyRule rule(String name, Action action, PacketExpr guard) {
    return new PolicyRule(server(), List.of(new Condition("peer", guard, origin(name))), action, origin(name));
  }

  /** The destination is the server. */
  static PacketExpr server() {
    return PacketExpr.isEndpoint(Side.DESTINATION, EndpointSet.of(SERVER));
  }

  private static Origin origin(String name) {
    return new Origin("NetworkPolicy x/" + name, "", "", new Span("x.yaml", 1, 1));
  }

  private static Endpoint endpoint(int index, Role role, String... addresses) {
    EnumSet<IpFamily> families = role == Role.OUTSIDE ? EnumSet.allOf(IpFamily.class) : EnumSet.of(IpFamily.IPV4);
    return new Endpoint(index, "pod/x/" + index, role, "x", "" + index, new TreeMap<>(),
        Stream.of(addresses).map(text -> Address.parse(text).orElseThrow()).toList(), families, OptionalInt.empty(),
        false, false, List.of(), origin("none"));
  }
}
