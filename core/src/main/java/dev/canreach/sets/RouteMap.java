package dev.canreach.sets;

import dev.canreach.model.Network;
import dev.canreach.model.Route;
import dev.canreach.model.Step;
import dev.canreach.packet.Address;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.IpFamily;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Valuation;
import java.util.EnumMap;
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
  private final Map<IpFamily, RoutePart> parts = new EnumMap<>(IpFamily.class);

  /**
   * The map of the routes of a network that is compared with another: what the same `sets` made can be compared.
   *
   * @param valuation the values of assumptions; an open one that it does not name makes the bounds of the traffic differ
   */
  public RouteMap(Network network, Valuation valuation, TrafficSets sets) {
    this.network = network;
    Atoms atoms = Atoms.of(network);
    AddressAtoms addressAtoms = new AddressAtoms(atoms.blocks());
    ends = MapEnds.of(network, atoms, addressAtoms);
    BoundsAlgebra bounds = new BoundsAlgebra(sets);
    for (IpFamily family : IpFamily.values()) {
      parts.put(family, new RoutePart(network, ends, family, addressAtoms, valuation, bounds));
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
            && PacketExpr.mentions(hop.guard(), PacketExpr.Matches.class::isInstance));
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
    SortedMap<Integer, @Nullable TrafficBounds[]> ipv4 = part(IpFamily.IPV4).through(entry, address, anyRequest);
    SortedMap<Integer, @Nullable TrafficBounds[]> ipv6 = part(IpFamily.IPV6).through(entry, address, anyRequest);
    TreeSet<Integer> receivers = new TreeSet<>(ipv4.keySet());
    receivers.addAll(ipv6.keySet());
    SortedMap<Integer, @Nullable FamilyTraffic[]> traffic = new TreeMap<>();
    for (int receiver : receivers) {
      @Nullable
      TrafficBounds[] in4 = ipv4.get(receiver);
      @Nullable
      TrafficBounds[] in6 = ipv6.get(receiver);
      @Nullable
      FamilyTraffic[] row = new @Nullable FamilyTraffic[ends.size()];
      for (int end = 0; end < row.length; end++) {
        TrafficBounds first = in4 == null ? null : in4[end];
        TrafficBounds second = in6 == null ? null : in6[end];
        if (first != null || second != null) {
          row[end] = new FamilyTraffic(Optional.ofNullable(first), Optional.ofNullable(second));
        }
      }
      traffic.put(receiver, row);
    }
    return traffic;
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
