package dev.canreach.sets;

import dev.canreach.model.Assignment;
import dev.canreach.model.Endpoint;
import dev.canreach.model.Network;
import dev.canreach.model.Path;
import dev.canreach.model.Plane;
import dev.canreach.model.Route;
import dev.canreach.model.Step;
import dev.canreach.packet.Address;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.IpFamily;
import dev.canreach.packet.Request;
import dev.canreach.packet.Side;
import dev.canreach.packet.Valuation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The routes of one family. On each way the destination is known at every step, and the source is either any end, as it
 * sends, or the one that a hop has put in its place: so one row over the sources is folded from the last step back.
 */
final class RoutePart {
  /** The source as it sends, whichever it is. */
  private static final int AS_SENT = -1;
  private static final Optional<Request> NOTHING_SAID = Optional.of(Request.NONE);

  private final Network network;
  private final IpFamily family;
  private final AddressAtoms atoms;
  private final Valuation valuation;
  private final RowAlgebra rows;
  private final Points points;
  private final Map<Point, Integer> positions = new LinkedHashMap<>();
  private final int[][] sources;
  private final Map<Optional<Request>, Reading> readings = new HashMap<>();
  private final Slices slices = new Slices();

  RoutePart(Network network, List<MapEnd> ends, IpFamily family, AddressAtoms atoms, Valuation valuation,
      BoundsAlgebra bounds, List<Integer> named) {
    this.network = network;
    this.family = family;
    this.atoms = atoms;
    this.valuation = valuation;
    sources = new int[ends.size()][];
    for (int end = 0; end < sources.length; end++) {
      sources[end] = MapEnds.points(network, ends.get(end), family, atoms).stream().mapToInt(this::position).toArray();
    }
    named.forEach(entry -> MapEnds.points(network.endpoint(entry), family, atoms).forEach(this::position));
    Set<List<Route.Alternative>> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Route route : network.routes()) {
      MapEnds.points(network.endpoint(route.entry()), family, atoms).forEach(this::position);
      for (Route.Alternative way : seen.add(route.alternatives())
          ? route.alternatives()
          : List.<Route.Alternative>of()) {
        for (Step step : way.path().steps()) {
          if (step instanceof Step.Hop hop) {
            hop.assignments().forEach(this::position);
          }
        }
      }
    }
    points = new Points(family, List.copyOf(positions.keySet()), atoms);
    rows = new RowAlgebra(bounds, points.all());
  }

  private int position(Point point) {
    Integer known = positions.putIfAbsent(point, positions.size());
    return known == null ? positions.size() - 1 : known;
  }

  private void position(Assignment assignment) {
    if (assignment instanceof Assignment.ToEnd toEnd) {
      Point.assigned(toEnd, network, family, atoms).ifPresent(this::position);
    }
  }

  /** By receiver the traffic of each source; see {@link RouteMap#through}. */
  SortedMap<Integer, @Nullable TrafficBounds[]> through(int entry, Optional<Address> address, boolean anyRequest) {
    Optional<Request> request = anyRequest ? Optional.empty() : Optional.of(Request.NONE);
    return through(entry, address, request, network.routes(entry)
        .stream()
        .flatMap(route -> route.alternatives().stream())
        .filter(way -> !anyRequest || RouteMap.isByRequest(way))
        .toList());
  }

  /** By receiver the traffic of each source on the ways to an entry, in connections that say this. */
  SortedMap<Integer, @Nullable TrafficBounds[]> through(int entry, Optional<Address> address,
      Optional<Request> request, List<Route.Alternative> ways) {
    SortedMap<Integer, Row> sums = new TreeMap<>();
    for (Point at : at(network.endpoint(entry), address)) {
      for (Route.Alternative way : ways) {
        if (RouteMap.carries(way)) {
          Row row = new Walk(way.path(), position(at), request).delivered();
          sums.merge(way.destination(), row, rows::union);
        }
      }
    }
    SortedMap<Integer, @Nullable TrafficBounds[]> traffic = new TreeMap<>();
    sums.forEach((receiver, row) -> traffic.put(receiver, byEnd(row)));
    return traffic;
  }

  /** The traffic of each source straight to an end, in connections that say this. */
  @Nullable
  TrafficBounds[] straight(int end, Request request) {
    Row sum = rows.none();
    for (int point : sources[end]) {
      sum = rows.union(sum, new Walk(network.direct(), point, Optional.of(request)).delivered());
    }
    return sources[end].length == 0 ? new @Nullable TrafficBounds[sources.length] : byEnd(sum);
  }

  private List<Point> at(Endpoint entry, Optional<Address> address) {
    if (address.isEmpty()) {
      return MapEnds.points(entry, family, atoms);
    }
    return address.get().family() == family && entry.addresses().contains(address.get())
        ? List.of(new Point(entry.index(), atoms.of(address.get()), false))
        : List.of();
  }

  private @Nullable TrafficBounds[] byEnd(Row row) {
    TrafficBounds[] byPoint = new TrafficBounds[points.size()];
    for (Row.Part part : row.parts()) {
      for (int p = part.peers().next(0); p >= 0; p = part.peers().next(p + 1)) {
        byPoint[p] = part.traffic();
      }
    }
    @Nullable
    TrafficBounds[] byEnd = new @Nullable TrafficBounds[sources.length];
    for (int end = 0; end < sources.length; end++) {
      for (int source : sources[end]) {
        TrafficBounds sum = byEnd[end];
        byEnd[end] = sum == null ? byPoint[source] : rows.bounds().union(sum, byPoint[source]);
      }
    }
    return byEnd;
  }

  /** Open assumptions in what one source meets on a way. */
  SortedSet<Assumption> open(int end, int entry, Path path) {
    SortedSet<Assumption> open = new TreeSet<>();
    for (Point at : at(network.endpoint(entry), Optional.empty())) {
      for (int source : sources[end]) {
        open.addAll(new Walk(path, position(at), Optional.of(Request.NONE)).open(source));
      }
    }
    return open;
  }

  /** Predicates and planes for connections that say the same. */
  private final class Reading {
    private final GuardRows guards;
    private final IdentityHashMap<Plane, PlaneRows> planes = new IdentityHashMap<>();
    private final IdentityHashMap<Plane, Map<Row, PointSet>> groups = new IdentityHashMap<>();
    private final IdentityHashMap<Plane, Map<Integer, Row>> columns = new IdentityHashMap<>();

    Reading(Optional<Request> request) {
      guards = new GuardRows(points, rows, valuation, false, request);
    }

    PlaneRows plane(Plane plane) {
      return planes.computeIfAbsent(plane, key -> new PlaneRows(key, guards));
    }

    /** What a plane about sources lets each of them send to one destination. */
    Row column(Plane plane, int destination) {
      return columns.computeIfAbsent(plane, key -> new HashMap<>()).computeIfAbsent(destination, key -> {
        List<Row> parts = new ArrayList<>();
        groups.computeIfAbsent(plane, this::grouped)
            .forEach((row, senders) -> parts.add(rows.only(row.at(destination), senders)));
        return rows.union(parts);
      });
    }

    private Map<Row, PointSet> grouped(Plane plane) {
      Map<Row, PointSet> senders = new LinkedHashMap<>();
      for (int point = 0; point < points.size(); point++) {
        senders.computeIfAbsent(plane(plane).row(point), row -> points.none().copy()).add(point);
      }
      return senders;
    }
  }

  /** One way, from one address of the entry. */
  private final class Walk {
    private final List<Step> steps;
    private final List<Place> places = new ArrayList<>();

    Walk(Path path, int entry, Optional<Request> request) {
      steps = path.steps();
      Optional<Place> current = Optional.of(new Place(AS_SENT, entry, request));
      for (Step step : steps) {
        current.ifPresent(places::add);
        if (step instanceof Step.Hop hop) {
          current = current.flatMap(before -> after(hop, before));
        }
      }
      current.ifPresent(places::add);
    }

    private Optional<Place> after(Step.Hop hop, Place before) {
      Place current = before;
      for (Assignment assignment : hop.assignments()) {
        switch (assignment) {
          case Assignment.ToEnd toEnd -> {
            Optional<Point> point = Point.assigned(toEnd, network, family, atoms);
            if (point.isEmpty()) {
              return Optional.empty();
            }
            int position = position(point.get());
            current = toEnd.side() == Side.SOURCE
                ? new Place(position, current.destination(), current.request())
                : new Place(current.source(), position, current.request());
          }
          case Assignment.Rewrite rewrite -> current = new Place(current.source(), current.destination(),
              current.request().map(request -> request.after(rewrite.change())));
          case Assignment.ToPort toPort -> {
          }
        }
      }
      return Optional.of(current);
    }

    Row delivered() {
      Row rest = places.size() > steps.size() ? rows.every() : rows.none();
      for (int i = Math.min(places.size(), steps.size()) - 1; i >= 0; i--) {
        rest = rows.intersect(row(i), rest(i, rest));
      }
      return rest;
    }

    /** What a step takes. */
    private Row row(int step) {
      Place at = places.get(step);
      Row row = switch (steps.get(step)) {
        case Step.Hop hop -> reading(at.request()).guards.row(hop.guard(), Side.DESTINATION, at.destination());
        case Step.Stage stage -> row(stage.plane(), at);
      };
      return at.source() == AS_SENT ? row : rows.constant(row.at(at.source()));
    }

    /** What a plane lets through; whatever is said where it does not look at requests. */
    private Row row(Plane plane, Place at) {
      boolean listens = slices.isAboutRequests(plane);
      Reading reading = reading(listens ? at.request() : NOTHING_SAID);
      Plane judging = listens && !at.request().equals(NOTHING_SAID)
          ? slices.of(plane, points.endpoint(at.destination()))
          : plane;
      return switch (plane.subject()) {
        case DESTINATION -> reading.plane(judging).row(at.destination());
        case SOURCE -> reading.column(judging, at.destination());
      };
    }

    private Reading reading(Optional<Request> request) {
      return readings.computeIfAbsent(request, Reading::new);
    }

    private Row rest(int step, Row rest) {
      Row before = rest;
      if (steps.get(step) instanceof Step.Hop hop) {
        for (Assignment assignment : hop.assignments().reversed()) {
          if (assignment instanceof Assignment.ToPort toPort) {
            before = rows.beforeDestinationPort(before, toPort.port());
          }
        }
      }
      return before;
    }

    SortedSet<Assumption> open(int sender) {
      SortedSet<Assumption> open = new TreeSet<>();
      for (int i = 0; i < Math.min(places.size(), steps.size()); i++) {
        Place at = places.get(i);
        int source = at.source() == AS_SENT ? sender : at.source();
        Reading reading = reading(at.request());
        switch (steps.get(i)) {
          case Step.Hop hop -> {
            Atoms atomsOfGuard = new Atoms();
            atomsOfGuard.add(hop.guard());
            open.addAll(atomsOfGuard.assumptions());
          }
          case Step.Stage stage -> open.addAll(switch (stage.plane().subject()) {
            case DESTINATION -> reading.plane(stage.plane()).open(at.destination(), source);
            case SOURCE -> reading.plane(stage.plane()).open(source, at.destination());
          });
        }
      }
      open.removeIf(assumption -> !assumption.isOpen());
      return open;
    }
  }

  /** Both ends at some step, and what the connection says there; empty where it may say anything. */
  private record Place(int source, int destination, Optional<Request> request) {}
}
