package dev.canreach.sets;

import dev.canreach.model.Assignment;
import dev.canreach.model.Endpoint;
import dev.canreach.model.Network;
import dev.canreach.model.Path;
import dev.canreach.model.Role;
import dev.canreach.model.Step;
import dev.canreach.packet.Address;
import dev.canreach.packet.AddressSet;
import dev.canreach.packet.Cidr;
import dev.canreach.packet.IpFamily;
import dev.canreach.packet.Packet;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Request;
import dev.canreach.packet.Side;
import dev.canreach.packet.Valuation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which packets between two fixed ends arrive on any path, with hops or without. Not thread-safe.
 */
public final class FlowSets {
  private final Network network;
  private final Valuation valuation;
  private final BoundsAlgebra bounds;

  /**
   * Flows of a network.
   *
   * @param valuation the values of assumptions; a defaulted one that it does not name has its default, an open one is
   *     free and makes the bounds of the results differ
   */
  public FlowSets(Network network, Valuation valuation) {
    this(network, valuation, new BoundsAlgebra(new TrafficSets()));
  }

  FlowSets(Network network, Valuation valuation, BoundsAlgebra bounds) {
    this.network = network;
    this.valuation = valuation;
    this.bounds = bounds;
  }

  /**
   * The packets of a flow that arrive.
   *
   * @param source the endpoint that sends
   * @param destination the endpoint that the packets name when they are sent
   * @param loopback whether both are the very same pod
   * @param request what the first bytes of their connection say
   * @param guard which packets are meant, as they are sent
   * @param path what they meet
   * @return one piece for each family and for each pair of addresses that some predicate distinguishes
   */
  public List<Piece> delivered(int source, int destination, boolean loopback, Request request, PacketExpr guard,
      Path path) {
    AddressAtoms atoms = new AddressAtoms(Atoms.of(path, guard).blocks());
    List<Piece> pieces = new ArrayList<>();
    for (IpFamily family : IpFamily.values()) {
      if (network.endpoint(source).speaks(family) && network.endpoint(destination).speaks(family)) {
        for (Start from : starts(network.endpoint(source), family, atoms)) {
          for (Start to : starts(network.endpoint(destination), family, atoms)) {
            Walk walk = new Walk(family, atoms, path, new Ends(from.point(), to.point(), loopback, request));
            TrafficBounds traffic = bounds.intersect(walk.matches(guard), walk.delivered());
            pieces.add(new Piece(family, from.addresses(), to.addresses(), traffic));
          }
        }
      }
    }
    return pieces;
  }

  /** The points at which packets from or to an endpoint can start, with their addresses. */
  private List<Start> starts(Endpoint endpoint, IpFamily family, AddressAtoms atoms) {
    if (endpoint.role() == Role.OUTSIDE) {
      AddressSet owned = network.owned();
      List<Start> starts = new ArrayList<>();
      for (int atom = 0; atom < atoms.count(); atom++) {
        AddressSet free = atoms.addresses(atom).minus(owned);
        if (atoms.family(atom) == family && !free.isEmpty()) {
          starts.add(new Start(new Point(endpoint.index(), atom, false), free));
        }
      }
      return starts;
    }
    Map<Integer, AddressSet> byAtom = new LinkedHashMap<>();
    for (Address address : endpoint.addresses()) {
      if (address.family() == family) {
        byAtom.merge(atoms.of(address), AddressSet.of(Cidr.of(address)), AddressSet::union);
      }
    }
    if (byAtom.isEmpty()) {
      byAtom.put(Point.UNKNOWN, AddressSet.EMPTY);
    }
    boolean future = endpoint.role() == Role.FUTURE;
    return byAtom.entrySet()
        .stream()
        .map(entry -> new Start(new Point(endpoint.index(), entry.getKey(), future), entry.getValue()))
        .toList();
  }

  private record Start(Point point, AddressSet addresses) {}

  /**
   * Packets of a flow between ends that no predicate distinguishes further.
   *
   * @param family the family
   * @param sources the source addresses; empty when the address is not known
   * @param destinations the destination addresses as sent; empty when the address is not known
   * @param delivered the packets, as they are sent, that arrive
   */
  public record Piece(IpFamily family, AddressSet sources, AddressSet destinations, TrafficBounds delivered) {

    /** Whether a packet with these ends is one of the piece. */
    public boolean contains(Packet packet) {
      return packet.family() == family && holds(sources, packet.source().address())
          && holds(destinations, packet.destination().address());
    }

    private static boolean holds(AddressSet set, Optional<Address> address) {
      return address.map(set::contains).orElse(set.isEmpty());
    }
  }

  /** One way through the path. The ends at each step are known beforehand; traffic is folded from the last step back. */
  private final class Walk {
    private final IpFamily family;
    private final AddressAtoms atoms;
    private final List<Step> steps;
    private final List<Ends> ends = new ArrayList<>();

    Walk(IpFamily family, AddressAtoms atoms, Path path, Ends sent) {
      this.family = family;
      this.atoms = atoms;
      this.steps = path.steps();
      Optional<Ends> current = Optional.of(sent);
      for (Step step : steps) {
        current.ifPresent(ends::add);
        if (step instanceof Step.Hop hop) {
          current = current.flatMap(before -> after(hop, before));
        }
      }
      current.ifPresent(ends::add);
    }

    /** The packets that satisfy a predicate as they are sent. */
    TrafficBounds matches(PacketExpr guard) {
      return matches(guard, ends.get(0));
    }

    TrafficBounds delivered() {
      TrafficBounds rest = bounds.constant(ends.size() > steps.size());
      for (int i = Math.min(ends.size(), steps.size()) - 1; i >= 0; i--) {
        Ends at = ends.get(i);
        rest = switch (steps.get(i)) {
          case Step.Stage stage -> {
            Side subject = stage.plane().subject();
            Row row = new PlaneRows(stage.plane(), guards(at)).row(at.index(subject));
            yield bounds.intersect(row.at(at.index(subject.other())), rest);
          }
          case Step.Hop hop -> bounds.intersect(matches(hop.guard(), at), before(hop, rest));
        };
      }
      return rest;
    }

    private TrafficBounds matches(PacketExpr guard, Ends at) {
      return guards(at).row(guard, Side.SOURCE, at.index(Side.SOURCE)).at(at.index(Side.DESTINATION));
    }

    private GuardRows guards(Ends at) {
      Points points = new Points(family, at.points(), atoms);
      return new GuardRows(points, new RowAlgebra(bounds, points.all()), valuation, at.loopback(),
          Optional.of(at.request()));
    }

    /** The ends after the hop; empty when an end has no address of the family. */
    private Optional<Ends> after(Step.Hop hop, Ends before) {
      Ends current = before;
      for (Assignment assignment : hop.assignments()) {
        switch (assignment) {
          case Assignment.ToEnd toEnd -> {
            Optional<Point> point = Point.assigned(toEnd, network, family, atoms);
            if (point.isEmpty()) {
              return Optional.empty();
            }
            current = current.with(toEnd.side(), point.get());
          }
          case Assignment.Rewrite rewrite -> current = current.with(current.request().after(rewrite.change()));
          case Assignment.ToPort toPort -> {
          }
        }
      }
      return Optional.of(current);
    }

    /** The packets before the hop's changes that are in the set after them. */
    private TrafficBounds before(Step.Hop hop, TrafficBounds after) {
      TrafficBounds before = after;
      for (Assignment assignment : hop.assignments().reversed()) {
        if (assignment instanceof Assignment.ToPort toPort) {
          before = bounds.beforeDestinationPort(before, toPort.port());
        }
      }
      return before;
    }
  }

  /** Both ends of a packet at some step, and the request in its connection. */
  private record Ends(Point source, Point destination, boolean loopback, Request request) {

    List<Point> points() {
      return Stream.of(source, destination).distinct().toList();
    }

    int index(Side side) {
      return points().indexOf(side == Side.SOURCE ? source : destination);
    }

    Ends with(Side side, Point point) {
      Point newSource = side == Side.SOURCE ? point : source;
      Point newDestination = side == Side.DESTINATION ? point : destination;
      return new Ends(newSource, newDestination, loopback && newSource.endpoint() == newDestination.endpoint(),
          request);
    }

    Ends with(Request other) {
      return new Ends(source, destination, loopback, other);
    }
  }
}
