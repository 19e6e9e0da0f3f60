package dev.canreach.model;

import dev.canreach.packet.Address;
import dev.canreach.packet.AddressSet;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.End;
import dev.canreach.packet.IpFamily;
import dev.canreach.packet.Packet;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Protocol;
import dev.canreach.packet.RandomRequests;
import dev.canreach.packet.Request;
import dev.canreach.packet.Side;
import dev.canreach.packet.Valuation;
import dev.canreach.source.Span;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * Small random networks and packets that any two interpreters must agree on. Values come from small pools, so that
 * predicates overlap, touch and miss each other by one. The same seed gives the same networks.
 */
public final class RandomNetworks {
  /** Every assumption that a generated network can depend on: two open ones and one of each default. */
  public static final List<Assumption> ASSUMPTIONS = List.of(Assumption.open("a", "a holds", "say a"),
      Assumption.open("b", "b holds", "say b"), Assumption.defaulted("c", "c holds", "say c", true),
      Assumption.defaulted("d", "d holds", "say d", false));

  private final Random random;
  private final RandomGuards guards;
  private final RandomRequests requests;
  private int line;

  /** A generator whose results depend on the seed alone. */
  public RandomNetworks(long seed) {
    random = new Random(seed);
    guards = new RandomGuards(random);
    requests = new RandomRequests(random);
  }

  /** The next network: up to 7 endpoints, both planes, and routes with one or two hops. */
  public Network network() {
    List<Endpoint> endpoints = endpoints(2 + random.nextInt(6));
    guards.use(endpoints.size());
    List<Step> direct = new ArrayList<>(List.of(stage("egress", Side.SOURCE), stage("ingress", Side.DESTINATION)));
    if (random.nextInt(8) == 0) {
      direct.add(random.nextInt(3), stage("host", random.nextBoolean() ? Side.SOURCE : Side.DESTINATION));
    }
    List<Route> routes = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      routes.add(route(endpoints, direct));
    }
    return new Network(endpoints, new Path(direct), routes, Names.NONE, AddressSet.EMPTY);
  }

  /** The direct path, or the path of some route of the network. */
  public Path path(Network network) {
    List<Path> paths = new ArrayList<>(List.of(network.direct()));
    network.routes().forEach(route -> route.alternatives().forEach(alternative -> paths.add(alternative.path())));
    return one(paths);
  }

  /** A predicate over packets of the network that {@link #network()} gave last. */
  public PacketExpr guard() {
    return guards.any(2);
  }

  /** What the first bytes of a connection say. */
  public Request request() {
    return requests.request();
  }

  /** Any values for {@link #ASSUMPTIONS}. */
  public Valuation valuation() {
    TreeMap<Assumption, Boolean> values = new TreeMap<>();
    ASSUMPTIONS.forEach(assumption -> values.put(assumption, random.nextBoolean()));
    return new Valuation(values);
  }

  /** A packet that can exist between some two ends of the network. */
  public Packet packet(Network network) {
    while (true) {
      int source = random.nextInt(network.endpoints().size());
      int destination = random.nextInt(network.endpoints().size());
      boolean loopback = source == destination && network.endpoint(source).role() != Role.OUTSIDE
          && random.nextBoolean();
      Optional<Packet> packet = packet(network, source, destination, loopback);
      if (packet.isPresent()) {
        return packet.get();
      }
    }
  }

  /** A packet that can exist between the two ends; empty when they share no family. */
  public Optional<Packet> packet(Network network, int source, int destination, boolean loopback) {
    Set<IpFamily> families = EnumSet.copyOf(network.endpoint(source).families());
    families.retainAll(network.endpoint(destination).families());
    if (families.isEmpty()) {
      return Optional.empty();
    }
    IpFamily family = one(List.copyOf(families));
    End from = end(network, source, family);
    End to = end(network, destination, family);
    if (source == destination) {
      to = new End(destination, to.address(), from.labels());
    }
    Protocol protocol = one(RandomGuards.PROTOCOLS);
    boolean ports = protocol.hasPorts();
    boolean icmp = protocol.isIcmp();
    return Optional.of(
        new Packet(family, protocol, from, to, ports ? one(RandomGuards.PORTS) : 0, ports ? one(RandomGuards.PORTS) : 0,
            icmp ? one(RandomGuards.TYPES) : 0, icmp ? one(RandomGuards.TYPES) : 0, loopback, requests.request()));
  }

  private End end(Network network, int index, IpFamily family) {
    Endpoint endpoint = network.endpoint(index);
    List<Address> choices = endpoint.role() == Role.OUTSIDE
        ? RandomGuards.addresses().stream().filter(a -> network.owner(a).isEmpty()).toList()
        : endpoint.addresses();
    List<Address> usable = choices.stream().filter(address -> address.family() == family).toList();
    TreeMap<String, String> labels = new TreeMap<>();
    if (endpoint.role() == Role.FUTURE) {
      for (String key : RandomGuards.LABEL_KEYS) {
        if (random.nextInt(3) > 0) {
          labels.put(key, one(RandomGuards.LABEL_VALUES));
        }
      }
    }
    return new End(index, usable.isEmpty() ? Optional.empty() : Optional.of(one(usable)), labels);
  }

  private List<Endpoint> endpoints(int count) {
    List<Endpoint> endpoints = new ArrayList<>();
    List<Address> free = new ArrayList<>(RandomGuards.ownable());
    int outside = random.nextInt(count);
    for (int index = 0; index < count; index++) {
      Role role = index == outside ? Role.OUTSIDE : role();
      Set<IpFamily> families = role == Role.OUTSIDE ? Set.of(IpFamily.IPV4, IpFamily.IPV6) : families();
      List<Address> addresses = role == Role.OUTSIDE || role == Role.FUTURE ? List.of() : addresses(families, free);
      boolean hostNetwork = role == Role.WORKLOAD && random.nextInt(8) == 0;
      if (hostNetwork && !endpoints.isEmpty() && endpoints.get(0).role() == Role.NODE) {
        addresses = endpoints.get(0).addresses();
        families = endpoints.get(0).families();
      }
      endpoints.add(new Endpoint(index, "pod/x/" + index, role, "x", "" + index, new TreeMap<>(), addresses, families,
          OptionalInt.empty(), role == Role.WORKLOAD && random.nextBoolean(), hostNetwork, List.of(),
          origin("Pod x/")));
    }
    return endpoints;
  }

  private Role role() {
    return switch (random.nextInt(8)) {
      case 0 -> Role.NODE;
      case 1 -> Role.VIRTUAL;
      case 2 -> Role.FUTURE;
      case 3 -> Role.IMPLIED;
      default -> Role.WORKLOAD;
    };
  }

  private Set<IpFamily> families() {
    return switch (random.nextInt(4)) {
      case 0 -> Set.of(IpFamily.IPV6);
      case 1 -> Set.of(IpFamily.IPV4);
      default -> Set.of(IpFamily.IPV4, IpFamily.IPV6);
    };
  }

  /** None, or one or two of the free addresses in each of some of the families. */
  private List<Address> addresses(Set<IpFamily> families, List<Address> free) {
    List<Address> taken = new ArrayList<>();
    if (random.nextInt(3) == 0) {
      return taken;
    }
    for (IpFamily family : families) {
      for (int i = random.nextInt(3); i > 0; i--) {
        List<Address> choices = free.stream().filter(address -> address.family() == family).toList();
        if (!choices.isEmpty()) {
          Address address = one(choices);
          free.remove(address);
          taken.add(address);
        }
      }
    }
    return taken;
  }

  private Step stage(String name, Side subject) {
    List<Tier> tiers = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      tiers.add(tier("tier " + i, subject));
    }
    return new Step.Stage(new Plane(name, subject, tiers));
  }

  private Tier tier(String name, Side subject) {
    List<Scope> scopes = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      scopes.add(new Scope(guards.about(subject, 1), origin("Policy x/")));
    }
    List<PolicyRule> rules = new ArrayList<>();
    for (int i = random.nextInt(6); i > 0; i--) {
      Origin origin = origin("Policy x/");
      List<Condition> conditions = new ArrayList<>();
      for (int j = random.nextInt(3); j > 0; j--) {
        conditions.add(new Condition("peer", guards.any(2), origin));
      }
      rules.add(new PolicyRule(guards.about(subject, 1), conditions, action(), origin));
    }
    return new Tier(name, scopes, rules, action());
  }

  private Action action() {
    return one(List.of(Action.values()));
  }

  private Route route(List<Endpoint> endpoints, List<Step> direct) {
    int entry = random.nextInt(endpoints.size());
    Origin origin = origin("Service x/");
    List<Route.Alternative> alternatives = new ArrayList<>();
    for (int i = 1 + random.nextInt(2); i > 0; i--) {
      int destination = random.nextInt(endpoints.size());
      List<Step> steps = new ArrayList<>(direct);
      steps.add(random.nextInt(steps.size() + 1), hop(endpoints, destination, origin));
      if (random.nextInt(3) == 0) {
        steps.add(random.nextInt(steps.size() + 1), hop(endpoints, destination, origin));
      }
      Optional<Backend> backend = random.nextInt(3) == 0
          ? Optional.of(new Backend("x/" + random.nextInt(2), random.nextInt(3)))
          : Optional.empty();
      Optional<Response> response = random.nextInt(4) == 0
          ? Optional.of(Response.of(one(new int[]{0, 403, 404, 503}), "chance"))
          : Optional.empty();
      alternatives.add(new Route.Alternative(destination, random.nextInt(3), new Path(steps), backend, response));
    }
    return new Route(entry, "route " + entry, alternatives, origin);
  }

  private Step hop(List<Endpoint> endpoints, int destination, Origin origin) {
    List<Assignment> assignments = new ArrayList<>();
    assignments.add(new Assignment.ToEnd(Side.DESTINATION, destination, address(endpoints.get(destination))));
    if (random.nextBoolean()) {
      assignments.add(new Assignment.ToPort(one(RandomGuards.PORTS)));
    }
    if (random.nextInt(4) == 0) {
      Endpoint source = one(endpoints);
      assignments.add(new Assignment.ToEnd(Side.SOURCE, source.index(), address(source)));
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      assignments.add(new Assignment.Rewrite(requests.change()));
    }
    return new Step.Hop("service", random.nextBoolean() ? PacketExpr.TRUE : guards.any(1), assignments, origin);
  }

  private Optional<Address> address(Endpoint endpoint) {
    return endpoint.addresses().isEmpty() || random.nextBoolean()
        ? Optional.empty()
        : Optional.of(one(endpoint.addresses()));
  }

  private Origin origin(String prefix) {
    line++;
    return new Origin(prefix + random.nextInt(4), "rule " + line, "spec", new Span("random.yaml", line, 1));
  }

  private <T> T one(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private int one(int[] choices) {
    return choices[random.nextInt(choices.length)];
  }
}
