package dev.canreach.sets;

import dev.canreach.model.Endpoint;
import dev.canreach.model.Network;
import dev.canreach.model.Path;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.IpFamily;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Request;
import dev.canreach.packet.TextField;
import dev.canreach.packet.Valuation;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Who can reach whom on what: every connection that opens between every two ends, whatever is sent over it afterwards,
 * directly or by the proxy of the client, which may give it an identity. Ends are classes of endpoints and ranges of
 * outside addresses. Endpoints that only routes serve, that only a question supposes or that the input merely implies
 * are no ends of a map. Rows are computed when they are asked for, so that nobody has to hold all pairs; asking in
 * ascending order is fastest. Not thread-safe.
 */
public final class ReachabilityMap {
  /** What a connection says that a proxy opened with the identity of its client. */
  public static final Request IDENTIFIED = Request.NONE.with(TextField.PRINCIPAL, "client");

  private final Network network;
  private final List<MapEnd> ends;
  private final Map<IpFamily, Part> parts = new EnumMap<>(IpFamily.class);

  /**
   * The map of a network.
   *
   * @param valuation the values of assumptions; a defaulted one that it does not name has its default, an open one is
   *     free and makes the bounds of the traffic differ
   */
  public ReachabilityMap(Network network, Valuation valuation) {
    this(network, valuation, new BoundsAlgebra(new TrafficSets()), network.authenticated());
  }

  /**
   * The direct part of the map of a network that is compared with another: what the same `sets` made can be compared.
   *
   * @param valuation the values of assumptions, as in {@link #ReachabilityMap(Network, Valuation)}
   */
  public ReachabilityMap(Network network, Valuation valuation, TrafficSets sets) {
    this(network, valuation, new BoundsAlgebra(sets));
  }

  ReachabilityMap(Network network, Valuation valuation, BoundsAlgebra bounds) {
    this(network, valuation, bounds, Optional.empty());
  }

  private ReachabilityMap(Network network, Valuation valuation, BoundsAlgebra bounds, Optional<Path> authenticated) {
    this.network = network;
    // the longer of the two paths has all stages of the other
    Atoms atoms = Atoms.of(authenticated.orElse(network.direct()), PacketExpr.TRUE);
    AddressAtoms addressAtoms = new AddressAtoms(atoms.blocks());
    ends = MapEnds.of(network, atoms, addressAtoms);
    for (IpFamily family : IpFamily.values()) {
      parts.put(family, new Part(family, addressAtoms, valuation, bounds, authenticated));
    }
  }

  /** Whether an endpoint is an end of maps. */
  public static boolean isEnd(Endpoint endpoint) {
    return switch (endpoint.role()) {
      case WORKLOAD, NODE -> true;
      case VIRTUAL, OUTSIDE, FUTURE, IMPLIED -> false;
    };
  }

  /** The ends: classes in the order of their least members, then outside addresses in ascending order of their blocks. */
  public List<MapEnd> ends() {
    return ends;
  }

  /**
   * The traffic from one end to all others. A class is its own destination when it has two members; no outside end is
   * the destination of another.
   *
   * @param from a position in {@link #ends()}
   * @return the destinations grouped by traffic, in the order of their least positions; ends without a common family are
   *     in no group
   */
  public List<Group> row(int from) {
    @Nullable
    TrafficBounds[] ipv4 = part(IpFamily.IPV4).row(from);
    @Nullable
    TrafficBounds[] ipv6 = part(IpFamily.IPV6).row(from);
    MemoTable<BitSet> groupOf = new MemoTable<>();
    List<Group> groups = new ArrayList<>();
    TrafficBounds last4 = null;
    TrafficBounds last6 = null;
    BitSet group = null;
    for (int to = 0; to < ends.size(); to++) {
      TrafficBounds in4 = ipv4[to];
      TrafficBounds in6 = ipv6[to];
      if ((in4 != null || in6 != null) && isPair(from, to)) {
        if (group == null || in4 != last4 || in6 != last6) {
          last4 = in4;
          last6 = in6;
          group = group(in4, in6, groupOf, groups);
        }
        group.set(to);
      }
    }
    return groups;
  }

  private BitSet group(@Nullable TrafficBounds ipv4, @Nullable TrafficBounds ipv6, MemoTable<BitSet> groupOf,
      List<Group> groups) {
    int key4 = ipv4 == null ? 0 : ipv4.id() + 1;
    int key6 = ipv6 == null ? 0 : ipv6.id() + 1;
    BitSet known = groupOf.get(key4, key6);
    if (known == null) {
      known = new BitSet(ends.size());
      groupOf.put(key4, key6, known);
      groups.add(new Group(new FamilyTraffic(Optional.ofNullable(ipv4), Optional.ofNullable(ipv6)), known));
    }
    return known;
  }

  private boolean isPair(int from, int to) {
    return from != to || (ends.get(to) instanceof MapEnd.Listed listed && listed.members().hasPairs());
  }

  /**
   * The open assumptions that traffic between two ends may depend on, where its bounds differ.
   *
   * @param from a position in {@link #ends()}
   * @param to a position in {@link #ends()}
   */
  public SortedSet<Assumption> open(int from, int to) {
    SortedSet<Assumption> open = new TreeSet<>();
    for (Part part : parts.values()) {
      for (int source : part.pointsOf[from]) {
        for (int destination : part.pointsOf[to]) {
          for (FamilyMap map : part.maps) {
            open.addAll(map.open(source, destination));
          }
        }
      }
    }
    return open;
  }

  private Part part(IpFamily family) {
    return Objects.requireNonNull(parts.get(family));
  }

  /** Destinations that the same traffic reaches. */
  public static final class Group {
    private final FamilyTraffic traffic;
    private final BitSet to;

    private Group(FamilyTraffic traffic, BitSet to) {
      this.traffic = traffic;
      this.to = to;
    }

    /** The traffic; it may be empty. */
    public FamilyTraffic traffic() {
      return traffic;
    }

    /** The destinations as positions in {@link ReachabilityMap#ends()}, ascending. */
    public IntStream to() {
      return to.stream();
    }
  }

  /** The points of one family: one for each end and each kind of address that it has. */
  private final class Part {
    private final List<FamilyMap> maps = new ArrayList<>();
    private final int[] endOf;
    private final int listedPoints;
    private final int[][] pointsOf;

    Part(IpFamily family, AddressAtoms atoms, Valuation valuation, BoundsAlgebra bounds, Optional<Path> authenticated) {
      List<Point> points = new ArrayList<>();
      List<Integer> owners = new ArrayList<>();
      pointsOf = new int[ends.size()][];
      for (int end = 0; end < ends.size(); end++) {
        List<Point> own = MapEnds.points(network, ends.get(end), family, atoms);
        pointsOf[end] = new int[own.size()];
        for (int i = 0; i < own.size(); i++) {
          pointsOf[end][i] = points.size();
          points.add(own.get(i));
          owners.add(end);
        }
      }
      listedPoints = (int) points.stream().filter(point -> point.endpoint() != network.outside().index()).count();
      endOf = owners.stream().mapToInt(Integer::intValue).toArray();
      Points universe = new Points(family, points, atoms);
      RowAlgebra rows = new RowAlgebra(bounds, universe.all());
      maps.add(
          new FamilyMap(network.direct(), new GuardRows(universe, rows, valuation, false, Optional.of(Request.NONE))));
      authenticated.ifPresent(
          path -> maps
              .add(new FamilyMap(path, new GuardRows(universe, rows, valuation, false, Optional.of(IDENTIFIED)))));
    }

    @Nullable
    TrafficBounds[] row(int from) {
      @Nullable
      TrafficBounds[] sums = new @Nullable TrafficBounds[ends.size()];
      boolean isListed = ends.get(from) instanceof MapEnd.Listed;
      for (int source : pointsOf[from]) {
        for (FamilyMap map : maps) {
          map.addTraffic(source, isListed ? endOf.length : listedPoints, endOf, sums);
        }
      }
      return sums;
    }
  }
}
