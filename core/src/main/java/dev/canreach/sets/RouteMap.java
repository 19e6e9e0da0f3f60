package dev.canreach.sets;

import dev.canreach.model.Endpoint;
import dev.canreach.model.Network;
import dev.canreach.model.Path;
import dev.canreach.model.Role;
import dev.canreach.model.Route;
import dev.canreach.model.Step;
import dev.canreach.packet.Address;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.IpFamily;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Request;
import dev.canreach.packet.Valuation;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Who can open connections to whom through the routes of a network, for all sources at once. Traffic is as it is sent,
 * to the entry. Sources are the ends of maps, as far as something on a route or on the direct path tells them apart. Not
 * thread-safe.
 */
public final class RouteMap {
  private final Network network;
  private final List<MapEnd> ends;
  private final Map<Integer, List<Route.Alternative>> ways = new HashMap<>();
  private final Map<IpFamily, RoutePart> parts = new EnumMap<>(IpFamily.class);

  /**
   * The map of the routes of a network that is compared with another: what the same `sets` made can be compared.
   *
   * @param valuation the values of assumptions; an open one that it does not name makes the bounds of the traffic differ
   * @param named the indexes of endpoints that packets may name, beside those that have routes
   */
  public RouteMap(Network network, Valuation valuation, TrafficSets sets, List<Integer> named) {
    this.network = network;
    Atoms atoms = Atoms.of(network);
    AddressAtoms addressAtoms = new AddressAtoms(atoms.blocks());
    ends = MapEnds.of(network, atoms, addressAtoms);
    BoundsAlgebra bounds = new BoundsAlgebra(sets);
    for (IpFamily family : IpFamily.values()) {
      parts.put(family, new RoutePart(network, ends, family, addressAtoms, valuation, bounds, named));
    }
  }

  /** The sources. */
  public List<MapEnd> ends() {
    return ends;
  }

  /** Whether a way of a route carries connections to its destination at all. */
  public static boolean carries(Route.Alternative way) {
    return way.weight() > 0 && way.response().isEmpty();
  }

  /** Whether what a request says decides if a way takes it. */
  public static boolean isByRequest(Route.Alternative way) {
    return way.path()
        .steps()
        .stream()
        .anyMatch(step -> step instanceof Step.Hop hop
            && Slices.isAboutRequests(hop.guard()));
  }

  /**
   * What each source can send to an entry so that it arrives somewhere.
   *
   * @param entry the endpoint that packets name
   * @param address which address of it they are sent to; empty for any
   * @param anyRequest whether the ways are meant that depend on the request, which may then be any; otherwise all ways
   *     are meant, for connections that say nothing
   * @return by the index of the receiver the traffic of each source, by its position in {@link #ends()}; null where
   *     the two have no family in common
   */
  public SortedMap<Integer, @Nullable FamilyTraffic[]> through(int entry, Optional<Address> address,
      boolean anyRequest) {
    return joined(part(IpFamily.IPV4).through(entry, address, anyRequest),
        part(IpFamily.IPV6).through(entry, address, anyRequest));
  }

  /**
   * What each source can send to an endpoint so that it arrives somewhere, in connections that say this: over its routes,
   * and straight where no route takes it.
   *
   * @param entry the endpoint that packets name; it has routes, or was named when the map was made
   * @return as that of {@link #through}
   */
  public SortedMap<Integer, @Nullable FamilyTraffic[]> said(int entry, Request request) {
    List<Route.Alternative> ways = ways(entry).stream()
        .map(way -> taking(way, request))
        .flatMap(Optional::stream)
        .toList();
    Optional<Request> said = Optional.of(request);
    return joined(part(IpFamily.IPV4).through(entry, Optional.empty(), said, ways),
        part(IpFamily.IPV6).through(entry, Optional.empty(), said, ways));
  }

  /**
   * What each source can send straight to an end, in connections that say this.
   *
   * @param end a position in {@link #ends()}
   * @return the traffic of each source, by its position; null where the two have no family in common
   */
  public @Nullable FamilyTraffic[] straight(int end, Request request) {
    return joined(part(IpFamily.IPV4).straight(end, request), part(IpFamily.IPV6).straight(end, request));
  }

  private List<Route.Alternative> ways(int entry) {
    return ways.computeIfAbsent(entry,
        key -> routes(network, key).stream().flatMap(route -> route.alternatives().stream()).toList());
  }

  /** A way whose first hop no longer asks for what the connection says; empty where it does not take the request. */
  private static Optional<Route.Alternative> taking(Route.Alternative way, Request request) {
    List<Step> steps = way.path().steps();
    if (steps.isEmpty() || !(steps.get(0) instanceof Step.Hop hop)) {
      return Optional.of(way);
    }
    PacketExpr guard = Slices.said(hop.guard(), request);
    if (guard.equals(PacketExpr.FALSE)) {
      return Optional.empty();
    }
    List<Step> rest = new ArrayList<>(steps);
    rest.set(0, new Step.Hop(hop.name(), guard, hop.assignments(), hop.origin()));
    return Optional.of(
        new Route.Alternative(way.destination(), way.weight(), new Path(rest), way.backend(), way.response()));
  }

  /** The routes of an endpoint, and the straight way for what none of them takes, where something runs there. */
  public static List<Route> routes(Network network, int entry) {
    Endpoint endpoint = network.endpoint(entry);
    if (endpoint.role() == Role.VIRTUAL) {
      return network.routes(entry);
    }
    List<Route> routes = new ArrayList<>(network.routes(entry));
    List<PacketExpr> taken = routes.stream()
        .flatMap(route -> route.alternatives().stream())
        .map(way -> way.path().steps())
        .filter(steps -> !steps.isEmpty() && steps.get(0) instanceof Step.Hop)
        .map(steps -> ((Step.Hop) steps.get(0)).guard())
        .toList();
    List<Step> steps = new ArrayList<>();
    steps.add(new Step.Hop("straight", PacketExpr.not(PacketExpr.or(taken)), List.of(), endpoint.origin()));
    steps.addAll(network.direct().steps());
    routes.add(new Route(entry, "straight", List.of(new Route.Alternative(entry, 1, new Path(steps))),
        endpoint.origin()));
    return routes;
  }

  private SortedMap<Integer, @Nullable FamilyTraffic[]> joined(SortedMap<Integer, @Nullable TrafficBounds[]> ipv4,
      SortedMap<Integer, @Nullable TrafficBounds[]> ipv6) {
    TreeSet<Integer> receivers = new TreeSet<>(ipv4.keySet());
    receivers.addAll(ipv6.keySet());
    SortedMap<Integer, @Nullable FamilyTraffic[]> traffic = new TreeMap<>();
    for (int receiver : receivers) {
      traffic.put(receiver, joined(ipv4.get(receiver), ipv6.get(receiver)));
    }
    return traffic;
  }

  private @Nullable FamilyTraffic[] joined(@Nullable TrafficBounds @Nullable [] in4,
      @Nullable TrafficBounds @Nullable [] in6) {
    @Nullable
    FamilyTraffic[] row = new @Nullable FamilyTraffic[ends.size()];
    for (int end = 0; end < row.length; end++) {
      TrafficBounds first = in4 == null ? null : in4[end];
      TrafficBounds second = in6 == null ? null : in6[end];
      if (first != null || second != null) {
        row[end] = new FamilyTraffic(Optional.ofNullable(first), Optional.ofNullable(second));
      }
    }
    return row;
  }

  /**
   * The open assumptions that connections from a source over an entry to a receiver may depend on.
   *
   * @param end a position in {@link #ends()}
   */
  public SortedSet<Assumption> open(int end, int entry, int receiver) {
    SortedSet<Assumption> open = new TreeSet<>();
    for (Route route : network.routes(entry)) {
      for (Route.Alternative way : route.alternatives()) {
        if (carries(way) && way.destination() == receiver) {
          parts.values().forEach(part -> open.addAll(part.open(end, entry, way.path())));
        }
      }
    }
    return open;
  }

  private RoutePart part(IpFamily family) {
    return Objects.requireNonNull(parts.get(family));
  }
}
