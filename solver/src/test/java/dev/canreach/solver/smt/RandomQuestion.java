package dev.canreach.solver.smt;

import dev.canreach.model.Action;
import dev.canreach.model.Assignment;
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
import dev.canreach.packet.RandomRequests;
import dev.canreach.packet.Side;
import dev.canreach.query.Flow;
import dev.canreach.source.Span;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A small random network and a flow through it, dense in what can go wrong: every kind of predicate, tiers with every
 * action, hops, open and defaulted assumptions, ends of every role, address blocks that endpoints own in part or whole.
 * Numbers come from small pools, so that {@link BruteForce} can try every packet that matters.
 */
final class RandomQuestion {
  static final List<String> LABEL_KEYS = List.of("app", "tier");
  static final List<String> LABEL_VALUES = List.of("db");
  static final List<Cidr> BLOCKS = Stream
      .of("0.0.0.0/0", "10.0.0.0/8", "10.0.0.0/30", "10.0.0.0/31", "10.0.0.2/32", "10.0.0.8/29", "::/0", "fd00::/126",
          "fd00::1/128")
      .map(text -> Cidr.parse(text).orElseThrow())
      .toList();
  private static final List<Address> POOL = Stream
      .of("10.0.0.0", "10.0.0.1", "10.0.0.2", "10.0.0.9", "10.0.1.1", "fd00::", "fd00::1", "fd00::8")
      .map(text -> Address.parse(text).orElseThrow())
      .toList();
  private static final List<Assumption> ASSUMPTIONS = List.of(
      Assumption.open("a", "the first holds", "say so"), Assumption.open("b", "the second holds", "say so"),
      Assumption.open("c", "the third holds", "say so"),
      Assumption.defaulted("d", "the fourth holds", "say so", true),
      Assumption.defaulted("e", "the fifth holds", "say so", false));
  private static final int ENDPOINTS = 7;
  private static final int OUTSIDE = 0;
  private static final int FUTURE = 1;
  private static final int VIRTUAL = 2;

  final Network network;
  final Flow flow;
  private final Random random;
  private final RandomRequests requests;
  private final boolean assuming;

  RandomQuestion(long seed) {
    random = new Random(seed);
    requests = new RandomRequests(random);
    assuming = random.nextInt(3) == 0;
    List<Endpoint> endpoints = IntStream.range(0, ENDPOINTS).mapToObj(this::endpoint).toList();
    List<Step> steps = new ArrayList<>();
    if (chance(4)) {
      steps.add(hop());
    }
    steps.add(new Step.Stage(plane("egress", Side.SOURCE)));
    if (chance(4)) {
      steps.add(hop());
    }
    steps.add(new Step.Stage(plane("ingress", Side.DESTINATION)));
    int source = chance(4) ? FUTURE : random.nextInt(ENDPOINTS);
    int destination = chance(6) ? source : random.nextInt(ENDPOINTS);
    PacketExpr guard = PacketExpr.and(mentions(), chance(2) ? PacketExpr.TRUE : PacketExpr.and(expr(1), expr(0)));
    network = new Network(endpoints, new Path(steps), List.of(), Names.NONE, AddressSet.EMPTY);
    flow = new Flow(source, destination, source == destination && chance(2), requests.request(), guard,
        network.direct());
  }

  /** A predicate over the packets of the flow. */
  PacketExpr expr(int depth) {
    if (depth > 0 && chance(2)) {
      Supplier<PacketExpr> operand = () -> expr(depth - 1);
      List<PacketExpr> operands = Stream.generate(operand).limit(2 + random.nextInt(2)).toList();
      return switch (random.nextInt(3)) {
        case 0 -> PacketExpr.and(operands);
        case 1 -> PacketExpr.or(operands);
        default -> PacketExpr.not(operands.get(0));
      };
    }
    return atom();
  }

  /** True, and mentions every label value, so that the least witness does not depend on which rules matter. */
  static PacketExpr mentions() {
    List<PacketExpr> parts = new ArrayList<>();
    for (Side side : Side.values()) {
      for (String key : LABEL_KEYS) {
        for (String value : LABEL_VALUES) {
          PacketExpr label = PacketExpr.hasLabel(side, key, Optional.of(value));
          parts.add(PacketExpr.or(label, PacketExpr.not(label)));
        }
      }
    }
    return PacketExpr.and(parts);
  }

  private PacketExpr atom() {
    Side side = chance(2) ? Side.SOURCE : Side.DESTINATION;
    return switch (random.nextInt(assuming ? 14 : 12)) {
      case 0, 1 -> PacketExpr.inRange(Field.DESTINATION_PORT, pick(List.of(0, 1, 80)), pick(List.of(80, 81, 65535)));
      case 2 -> PacketExpr.inRange(Field.SOURCE_PORT, 1, 65535);
      case 3 -> PacketExpr.is(pick(List.of(Protocol.TCP, Protocol.UDP, Protocol.ICMP)));
      case 4 -> PacketExpr.inRange(Field.PROTOCOL, pick(List.of(0, 2, 100)), pick(List.of(6, 100, 150)));
      case 5 -> PacketExpr.and(PacketExpr.is(Field.ICMP_TYPE, 8), PacketExpr.inRange(Field.ICMP_CODE, 0, 1));
      case 6 -> PacketExpr.is(pick(List.of(IpFamily.IPV4, IpFamily.IPV6)));
      case 7, 8 -> PacketExpr.inPrefix(side, pick(BLOCKS));
      case 9 -> PacketExpr.isEndpoint(side, endpoints());
      case 10 -> chance(4)
          ? PacketExpr.loopback()
          : PacketExpr.hasLabel(side, pick(LABEL_KEYS),
              chance(3) ? Optional.empty() : Optional.of(pick(LABEL_VALUES)));
      case 11 -> requests.condition();
      default -> PacketExpr.holds(pick(ASSUMPTIONS));
    };
  }

  private Plane plane(String name, Side subject) {
    List<Tier> tiers = new ArrayList<>();
    for (int count = random.nextInt(4); count > 0; count--) {
      List<Scope> scopes = Stream.generate(() -> new Scope(subject(subject), origin()))
          .limit(random.nextInt(3))
          .toList();
      List<PolicyRule> rules = Stream.generate(() -> rule(subject)).limit(random.nextInt(5)).toList();
      tiers.add(new Tier("tier " + count, scopes, rules, chance(2) ? Action.DENY : pick(List.of(Action.values()))));
    }
    return new Plane(name, subject, tiers);
  }

  private PolicyRule rule(Side side) {
    List<Condition> conditions = Stream.generate(() -> new Condition("peer", expr(2), origin()))
        .limit(random.nextInt(3))
        .toList();
    return new PolicyRule(subject(side), conditions, pick(List.of(Action.values())), origin());
  }

  private PacketExpr subject(Side side) {
    PacketExpr selected = PacketExpr.isEndpoint(side, endpoints());
    return switch (random.nextInt(4)) {
      case 0 -> PacketExpr.TRUE;
      case 1 -> PacketExpr.or(selected,
          PacketExpr.and(PacketExpr.isEndpoint(side, EndpointSet.of(FUTURE)), PacketExpr.hasLabel(side,
              pick(LABEL_KEYS), Optional.of(pick(LABEL_VALUES)))));
      case 2 -> assuming ? PacketExpr.and(selected, PacketExpr.holds(pick(ASSUMPTIONS))) : PacketExpr.not(selected);
      default -> selected;
    };
  }

  private Step.Hop hop() {
    List<Assignment> assignments = new ArrayList<>();
    assignments.add(new Assignment.ToEnd(chance(3) ? Side.SOURCE : Side.DESTINATION, random.nextInt(ENDPOINTS),
        chance(3) ? Optional.of(pick(POOL)) : Optional.empty()));
    if (chance(2)) {
      assignments.add(new Assignment.ToPort(pick(List.of(80, 8080))));
    }
    if (chance(2)) {
      assignments.add(new Assignment.Rewrite(requests.change()));
    }
    return new Step.Hop("service", chance(2) ? PacketExpr.TRUE : expr(1), assignments, origin());
  }

  private Endpoint endpoint(int index) {
    Role role = switch (index) {
      case OUTSIDE -> Role.OUTSIDE;
      case FUTURE -> Role.FUTURE;
      case VIRTUAL -> Role.VIRTUAL;
      default -> Role.WORKLOAD;
    };
    List<Address> addresses = index == OUTSIDE || chance(3)
        ? List.of()
        : Stream.generate(() -> pick(POOL)).limit(1 + random.nextInt(3)).toList();
    Set<IpFamily> families = EnumSet.noneOf(IpFamily.class);
    addresses.forEach(address -> families.add(address.family()));
    if (families.isEmpty() || !chance(4)) {
      families.add(IpFamily.IPV4);
    }
    if (index == OUTSIDE || chance(4)) {
      families.add(IpFamily.IPV6);
    }
    return new Endpoint(index, "pod/x/" + index, role, "x", "" + index, new TreeMap<>(), addresses, families,
        OptionalInt.empty(), index == VIRTUAL + 1, false, List.of(), origin());
  }

  private EndpointSet endpoints() {
    return EndpointSet.of(IntStream.range(0, ENDPOINTS).filter(index -> chance(2)).toArray());
  }

  private Origin origin() {
    return new Origin("Policy x/" + random.nextInt(4), "", "", new Span("x.yaml", 1, 1));
  }

  private <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  private boolean chance(int oneIn) {
    return random.nextInt(oneIn) == 0;
  }
}
