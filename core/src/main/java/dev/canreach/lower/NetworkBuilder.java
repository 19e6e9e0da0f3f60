package dev.canreach.lower;

import dev.canreach.model.Action;
import dev.canreach.model.Attachment;
import dev.canreach.model.Endpoint;
import dev.canreach.model.Enforcer;
import dev.canreach.model.Names;
import dev.canreach.model.Network;
import dev.canreach.model.Origin;
import dev.canreach.model.Path;
import dev.canreach.model.Plane;
import dev.canreach.model.PolicyRule;
import dev.canreach.model.Route;
import dev.canreach.model.Scope;
import dev.canreach.model.Status;
import dev.canreach.model.Step;
import dev.canreach.model.Tier;
import dev.canreach.packet.Address;
import dev.canreach.packet.AddressSet;
import dev.canreach.packet.EndpointSet;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Side;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** Collects what the dialects say about the endpoints: tiers, routes, names and address ranges. */
public final class NetworkBuilder {
  /** Rank of whether anything answers at all, which no policy can change. */
  public static final int ANSWERING = -100;
  /** Rank of what no policy can forbid: a pod that talks to itself. */
  public static final int UNCONDITIONAL = 0;
  /** Rank of objects that nobody understands. */
  public static final int NOT_UNDERSTOOD = 100;
  /** Rank of traffic that the platform exempts from policies: a node and its own pods. */
  public static final int PLATFORM = 200;
  /** Rank of what the proxies of a mesh demand of connections. */
  public static final int MESH_CONNECTION = 100;
  /** Rank of what the proxies of a mesh demand of requests. */
  public static final int MESH_REQUEST = 200;
  /** Rank of NetworkPolicy; tiers of administrators stand before it, baselines after it. */
  public static final int NETWORK_POLICY = 400;

  private final List<Endpoint> endpoints;
  private final SortedMap<String, EndpointSet> groups = new TreeMap<>();
  private final Map<String, Endpoint> byId = new HashMap<>();
  private final Map<Address, Endpoint> byAddress = new HashMap<>();
  private final List<Ranked> egress = new ArrayList<>();
  private final List<Ranked> ingress = new ArrayList<>();
  private final SortedMap<String, List<Ranked>> proxies = new TreeMap<>();
  private WirePorts wire = WirePorts.NONE;
  private final Map<Integer, Function<Planes, List<Onward>>> onward = new TreeMap<>();
  private final List<Function<Planes, Route>> routes = new ArrayList<>();
  private final List<Function<Planes, List<Route>>> takeovers = new ArrayList<>();
  private final List<Names> names = new ArrayList<>();
  private final List<Attachment> attachments = new ArrayList<>();
  private final List<Status> statuses = new ArrayList<>();
  private final List<PolicyRule> authenticated = new ArrayList<>();
  private AddressSet known = AddressSet.EMPTY;

  private final List<Between> between = new ArrayList<>();

  /** Packets by what becomes of them on their way. */
  public enum Traffic {
    /** Packets that no route forwards. */
    DIRECT,
    /** Packets whose destination a route translates. */
    TRANSLATED
  }

  private record Between(Plane plane, Set<Traffic> traffic) {}

  private record Ranked(int rank, Tier tier) {}

  NetworkBuilder(List<Endpoint> endpoints, SortedMap<String, SortedSet<String>> groups) {
    this.endpoints = List.copyOf(endpoints);
    for (Endpoint endpoint : endpoints) {
      byId.put(endpoint.id(), endpoint);
      endpoint.addresses().forEach(address -> byAddress.putIfAbsent(address, endpoint));
    }
    groups.forEach((name, members) -> {
      BitSet indexes = new BitSet();
      members.forEach(member -> endpoint(member).ifPresent(endpoint -> indexes.set(endpoint.index())));
      this.groups.put(name, EndpointSet.of(indexes));
    });
  }

  /** Every endpoint, by index. */
  public List<Endpoint> endpoints() {
    return endpoints;
  }

  /** The endpoint of this id. */
  public Optional<Endpoint> endpoint(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** The endpoint that owns an address, as {@link Network#owner} will say. */
  public Optional<Endpoint> owner(Address address) {
    return Optional.ofNullable(byAddress.get(address));
  }

  /** Adds a tier to the policies of the end that opens connections; tiers of lower rank decide first. */
  public void egress(int rank, Tier tier) {
    add(egress, rank, tier);
  }

  /** Adds a tier to the policies of the end that connections are opened to; tiers of lower rank decide first. */
  public void ingress(int rank, Tier tier) {
    add(ingress, rank, tier);
  }

  /**
   * Adds a tier to the policies of the proxies of workloads, which judge whatever the kernel lets pass to their workload; tiers
   * of lower rank decide first.
   */
  public void proxy(int rank, Tier tier) {
    proxy("", rank, tier);
  }

  /**
   * Adds a tier to the policies of the proxies of one of several meshes; a workload with proxies of two meshes must pass both.
   *
   * @param mesh a name that tells the mesh from the others
   */
  public void proxy(String mesh, int rank, Tier tier) {
    add(proxies.computeIfAbsent(mesh, key -> new ArrayList<>()), rank, tier);
  }

  /**
   * Says that the kernel sees some connections on another port than the one that they are meant for, since two proxies talk
   * on a port of their own.
   *
   * @param connections those that the proxies carry
   * @param port the port of the proxies
   */
  public void wire(PacketExpr connections, int port) {
    wire = new WirePorts(connections, port);
  }

  private static void add(List<Ranked> plane, int rank, Tier tier) {
    if (!tier.scopes().isEmpty() || !tier.rules().isEmpty()) {
      plane.add(new Ranked(rank, tier));
    }
  }

  /** Adds a plane that packets meet between the policies of their two ends; planes stand in the order of adding. */
  public void between(Plane plane, Set<Traffic> traffic) {
    if (!plane.tiers().stream().allMatch(tier -> tier.scopes().isEmpty() && tier.rules().isEmpty())) {
      between.add(new Between(plane, Set.copyOf(traffic)));
    }
  }

  private List<Plane> between(Traffic traffic) {
    return between.stream().filter(each -> each.traffic().contains(traffic)).map(Between::plane).toList();
  }

  /** Adds a route; it is made when the planes are complete. */
  public void route(Function<Planes, Route> route) {
    routes.add(route);
  }

  /**
   * Adds routes that take packets away from every other route of their entries: those that the first hop of one of their
   * alternatives takes.
   */
  public void takeovers(Function<Planes, List<Route>> made) {
    takeovers.add(made);
  }

  /**
   * Adds what a proxy does with packets that arrive at it, whatever led them there: every way to the endpoint goes on with
   * each of these.
   */
  public void onward(int endpoint, Function<Planes, List<Onward>> ways) {
    onward.put(endpoint, ways);
  }

  /** Adds a source of names; the first one that knows a name answers. */
  public void names(Names source) {
    names.add(source);
  }

  /** Adds address ranges of the network itself. */
  public void known(AddressSet ranges) {
    known = known.union(ranges);
  }

  /** Says where an endpoint is reached in a named network. */
  public void attachment(Attachment attachment) {
    attachments.add(attachment);
  }

  /** Adds a fact that the controller of an object would report. */
  public void status(Status status) {
    statuses.add(status);
  }

  /** Says which connections proxies open with the identities of their clients, as rules about those who receive them. */
  public void authenticated(List<PolicyRule> arrivals) {
    authenticated.addAll(arrivals);
  }

  /** The direct path, for these connections only. */
  private Optional<Path> authenticated(Planes planes) {
    if (authenticated.isEmpty()) {
      return Optional.empty();
    }
    Origin origin = new Origin("mesh", "", "", Lowerings.builtIn());
    List<Step> steps = new ArrayList<>(planes.direct().steps());
    steps.add(new Step.Stage(new Plane("client proxy", Side.DESTINATION,
        List.of(new Tier("client proxy", List.of(new Scope(PacketExpr.TRUE, origin)), authenticated, Action.DENY)))));
    return Optional.of(new Path(steps));
  }

  Network build() {
    List<Plane> judges = proxies.values()
        .stream()
        .filter(ranked -> !ranked.isEmpty())
        .map(ranked -> new Plane("proxy", Side.DESTINATION, tiers(ranked), Enforcer.PROXY))
        .toList();
    Planes planes = new Planes(new Plane("egress", Side.SOURCE, kernel(egress)),
        new Plane("ingress", Side.DESTINATION, kernel(ingress)), between(Traffic.DIRECT), between(Traffic.TRANSLATED),
        judges);
    Map<Integer, List<Onward>> ways = new TreeMap<>();
    onward.forEach((endpoint, each) -> ways.put(endpoint, each.apply(planes)));
    Relays further = new Relays(ways, planes);
    List<Route> first = takeovers.stream().flatMap(each -> each.apply(planes).stream()).toList();
    Takeovers taken = new Takeovers(first);
    Stream<Route> others = Stream.concat(routes.stream().map(route -> route.apply(planes)), further.direct().stream())
        .map(taken::limit);
    List<Route> made = Stream.concat(first.stream(), others)
        .map(further::extend)
        .map(planes::withProxies)
        .sorted(Comparator.comparingInt(Route::entry).thenComparing(Route::name).thenComparing(Route::origin))
        .toList();
    return new Network(endpoints, planes.direct(), made, FirstAnswer.of(names), known, groups, attachments, statuses,
        authenticated(planes));
  }

  /** What the kernel judges by what it sees; whether anything answers is decided behind the proxies. */
  private List<Tier> kernel(List<Ranked> plane) {
    return tiers(plane.stream()
        .map(each -> each.rank() < UNCONDITIONAL ? each : new Ranked(each.rank(), wire.seen(each.tier())))
        .toList());
  }

  private static List<Tier> tiers(List<Ranked> plane) {
    return plane.stream().sorted(Comparator.comparingInt(Ranked::rank)).map(Ranked::tier).toList();
  }
}
