package dev.canreach.bench;

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
import dev.canreach.packet.Cidr;
import dev.canreach.packet.EndpointSet;
import dev.canreach.packet.Field;
import dev.canreach.packet.IpFamily;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Protocol;
import dev.canreach.packet.Side;
import dev.canreach.source.Span;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/**
 * Networks like those that manifests give, of any size: 20 endpoints in each namespace; policies that select one
 * application, one of four layers or a whole namespace; rules with pods of the same namespace, of the namespaces of one
 * of ten teams, or one of 40 address blocks with one of four
 * exceptions; single ports and ranges. The outside is endpoint 0.
 */
final class SyntheticNetworks {
  private static final int NAMESPACE_SIZE = 20;
  private static final int LAYERS = 4;
  private static final int TEAMS = 10;
  private static final int BLOCKS = 40;
  private static final int EXCEPTIONS = 4;
  private static final Assumption ENFORCED = Assumption.defaulted("cni", "NetworkPolicy is enforced", "--assume cni=",
      true);

  private final Random random;
  private final int endpoints;
  private final List<Scope> egressScopes = new ArrayList<>();
  private final List<Scope> ingressScopes = new ArrayList<>();
  private final List<PolicyRule> egressRules = new ArrayList<>();
  private final List<PolicyRule> ingressRules = new ArrayList<>();

  private SyntheticNetworks(int endpoints, long seed) {
    this.endpoints = endpoints;
    this.random = new Random(seed);
  }

  /** A network of so many endpoints and policies; always the same one. */
  static Network of(int endpoints, int policies) {
    SyntheticNetworks synthetic = new SyntheticNetworks(endpoints, 1);
    for (int policy = 0; policy < policies; policy++) {
      synthetic.addPolicy("NetworkPolicy ns/p" + policy);
    }
    return synthetic.network();
  }

  private Network network() {
    List<Endpoint> all = new ArrayList<>();
    for (int index = 0; index <= endpoints; index++) {
      boolean outside = index == 0;
      Set<IpFamily> families = outside ? Set.of(IpFamily.IPV4, IpFamily.IPV6) : Set.of(IpFamily.IPV4);
      all.add(new Endpoint(index, outside ? "internet" : "deployment/ns/w" + index,
          outside ? Role.OUTSIDE : Role.WORKLOAD, "ns", "w" + index, new TreeMap<>(), List.of(), families,
          OptionalInt.empty(), false, false, List.of(), origin("Deployment ns/w" + index, "")));
    }
    PolicyRule self = new PolicyRule(PacketExpr.loopback(), List.of(), Action.ALLOW, origin("Pod", "self"));
    Tier first = new Tier("self", List.of(), List.of(self), Action.PASS);
    Plane egress = new Plane("egress", Side.SOURCE,
        List.of(first, new Tier("NetworkPolicy", egressScopes, egressRules, Action.DENY)));
    Plane ingress = new Plane("ingress", Side.DESTINATION,
        List.of(first, new Tier("NetworkPolicy", ingressScopes, ingressRules, Action.DENY)));
    return new Network(all, new Path(List.of(new Step.Stage(egress), new Step.Stage(ingress))), List.of(), Names.NONE,
        AddressSet.EMPTY);
  }

  private void addPolicy(String object) {
    int namespace = random.nextInt((endpoints + NAMESPACE_SIZE - 1) / NAMESPACE_SIZE);
    IntPredicate inside = e -> namespaceOf(e) == namespace;
    IntPredicate selected = inside.and(switch (random.nextInt(10)) {
      case 0 -> e -> true;
      case 1, 2 -> layer();
      default -> application();
    });
    if (random.nextInt(10) < 7) {
      addDirection(object, "ingress", Side.DESTINATION, selected, inside, ingressScopes, ingressRules);
    }
    if (random.nextInt(10) < 4) {
      addDirection(object, "egress", Side.SOURCE, selected, inside, egressScopes, egressRules);
    }
  }

  private void addDirection(String object, String direction, Side subject, IntPredicate selected, IntPredicate inside,
      List<Scope> scopes, List<PolicyRule> rules) {
    PacketExpr applies = PacketExpr.and(PacketExpr.isEndpoint(subject, set(selected)), PacketExpr.holds(ENFORCED));
    scopes.add(new Scope(applies, origin(object, direction)));
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      Origin origin = origin(object, direction + " rule " + i);
      List<PacketExpr> peers = new ArrayList<>();
      List<PacketExpr> ports = new ArrayList<>();
      for (int j = 1 + random.nextInt(2); j > 0; j--) {
        peers.add(peer(subject.other(), inside));
        ports.add(port());
      }
      rules.add(new PolicyRule(applies, List.of(new Condition("peer", PacketExpr.or(peers), origin),
          new Condition("port", PacketExpr.or(ports), origin)), Action.ALLOW, origin));
    }
  }

  private PacketExpr peer(Side side, IntPredicate inside) {
    int team = random.nextInt(TEAMS);
    IntPredicate ofTeam = e -> namespaceOf(e) % TEAMS == team;
    return switch (random.nextInt(6)) {
      case 0 -> PacketExpr.isEndpoint(side, set(ofTeam));
      case 1 -> PacketExpr.isEndpoint(side, set(ofTeam.and(layer())));
      case 2 -> {
        int block = random.nextInt(BLOCKS);
        PacketExpr excepted = PacketExpr.inPrefix(side, block(block, 24, random.nextInt(EXCEPTIONS)));
        yield PacketExpr.and(PacketExpr.inPrefix(side, block(block, 16, 0)), PacketExpr.not(excepted));
      }
      case 3 -> PacketExpr.isEndpoint(side, set(inside.and(layer())));
      default -> PacketExpr.isEndpoint(side, set(inside.and(application())));
    };
  }

  private static Cidr block(int second, int length, int third) {
    return new Cidr(Address.ipv4((10 << 24) + (second << 16) + (third << 8)), length);
  }

  private PacketExpr port() {
    int first = random.nextInt(3) == 0 ? 8000 + random.nextInt(50) : List.of(53, 80, 443, 5432).get(random.nextInt(4));
    int last = random.nextInt(8) == 0 ? first + random.nextInt(1000) : first;
    return PacketExpr.and(PacketExpr.is(random.nextInt(6) == 0 ? Protocol.UDP : Protocol.TCP),
        PacketExpr.inRange(Field.DESTINATION_PORT, first, last));
  }

  private IntPredicate layer() {
    int layer = random.nextInt(LAYERS);
    return e -> e % LAYERS == layer;
  }

  private IntPredicate application() {
    int application = random.nextInt(NAMESPACE_SIZE);
    return e -> e % NAMESPACE_SIZE == application;
  }

  private static int namespaceOf(int endpoint) {
    return (endpoint - 1) / NAMESPACE_SIZE;
  }

  private EndpointSet set(IntPredicate selected) {
    BitSet members = new BitSet();
    for (int e = 1; e <= endpoints; e++) {
      if (selected.test(e)) {
        members.set(e);
      }
    }
    return EndpointSet.of(members);
  }

  private static Origin origin(String object, String part) {
    return new Origin(object, part, "spec", new Span("synthetic.yaml", 1, 1));
  }
}
