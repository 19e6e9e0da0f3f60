package dev.canreach.solver.smt;

import dev.canreach.eval.Evaluator;
import dev.canreach.model.Endpoint;
import dev.canreach.model.Network;
import dev.canreach.model.Path;
import dev.canreach.packet.AddressRange;
import dev.canreach.packet.End;
import dev.canreach.packet.IpFamily;
import dev.canreach.packet.Packet;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Request;
import dev.canreach.packet.Side;
import dev.canreach.packet.Valuation;
import dev.canreach.query.AddressGuards;
import dev.canreach.query.Flow;
import dev.canreach.query.Proof;
import dev.canreach.query.Prover;
import dev.canreach.query.ProverLimitException;
import dev.canreach.sets.MapEnd;
import dev.canreach.sets.ReachabilityMap;
import dev.canreach.sets.TrafficBounds;
import dev.canreach.sets.TrafficCells;
import dev.canreach.sets.TrafficSet;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Compares a map with the other interpreters, pair by pair: the solver must find no packet that the map does not know,
 * and none that the map promises and that is lost; the evaluator must say of packets at the ends of all intervals what
 * the map says, for the first and for the last member of an end. A disagreement is a defect of this program. The solver
 * is not asked for lost packets where several addresses or paths serve a pair, as one of them suffices.
 */
public final class CrossCheckedMap {
  private final Network network;
  private final Prover solver;
  private final ReachabilityMap map;

  /**
   * @param solver who is asked; it stays open
   * @param map the map of this network, with assumptions at their defaults
   */
  public CrossCheckedMap(Network network, Prover solver, ReachabilityMap map) {
    this.network = network;
    this.solver = solver;
    this.map = map;
  }

  /**
   * Checks pairs of ends, which are positions in {@link ReachabilityMap#ends()}.
   *
   * @throws DisagreementException when two interpreters disagree
   * @throws ProverLimitException when the solver gave up
   */
  public void check(IntPredicate from, IntPredicate to) {
    IntStream.range(0, map.ends().size()).filter(from).forEach(source -> {
      List<Optional<ReachabilityMap.Group>> groups = groups(source);
      IntStream.range(0, groups.size()).filter(to).filter(end -> isPair(source, end)).forEach(destination -> {
        for (IpFamily family : IpFamily.values()) {
          new Pair(source, destination, family, groups.get(destination).flatMap(each -> each.traffic().in(family)))
              .check();
        }
      });
    });
  }

  /** The group of each destination; none for ends that share no family with the source. */
  private List<Optional<ReachabilityMap.Group>> groups(int source) {
    List<Optional<ReachabilityMap.Group>> groups = new ArrayList<>();
    map.ends().forEach(end -> groups.add(Optional.empty()));
    for (ReachabilityMap.Group group : map.row(source)) {
      group.to().forEach(to -> groups.set(to, Optional.of(group)));
    }
    return groups;
  }

  private boolean isPair(int from, int to) {
    boolean outside = map.ends().get(from) instanceof MapEnd.Outside && map.ends().get(to) instanceof MapEnd.Outside;
    boolean alone = from == to && map.ends().get(to) instanceof MapEnd.Listed listed && !listed.members().hasPairs();
    return !outside && !alone;
  }

  /** One pair of ends in one family. */
  private final class Pair {
    final MapEnd from;
    final MapEnd to;
    final IpFamily family;
    final Optional<TrafficBounds> bounds;
    final Set<Valuation> valuations;

    Pair(int from, int to, IpFamily family, Optional<TrafficBounds> bounds) {
      this.from = map.ends().get(from);
      this.to = map.ends().get(to);
      this.family = family;
      this.bounds = bounds;
      this.valuations = new LinkedHashSet<>(CrossCheckedProver.valuations(map.open(from, to)));
    }

    void check() {
      int source = endpoint(from, false);
      int destination = endpoint(to, from.equals(to));
      askSolver(source, destination);
      if (bounds.isPresent()) {
        Set<TrafficSet.Header> headers = new LinkedHashSet<>(TrafficCells.corners(bounds.get().must()));
        headers.addAll(TrafficCells.corners(bounds.get().may()));
        boolean self = from.equals(to);
        for (boolean last : new boolean[]{false, true}) {
          List<End> sources = ends(from, last);
          List<End> destinations = ends(to, last != self);
          headers.forEach(header -> valuations
              .forEach(valuation -> askEvaluator(sources, destinations, header, valuation, bounds.get())));
        }
      }
    }

    private void askSolver(int source, int destination) {
      PacketExpr pair = PacketExpr.and(PacketExpr.is(family), within(Side.SOURCE, from),
          within(Side.DESTINATION, to));
      TrafficSet may = bounds.map(TrafficBounds::may).orElse(TrafficSet.EMPTY);
      TrafficSet must = bounds.map(TrafficBounds::must).orElse(TrafficSet.EMPTY);
      List<Flow> more = flows(source, destination,
          PacketExpr.and(pair, PacketExpr.not(TrafficCells.guard(may))));
      for (Flow flow : more) {
        if (!isNone(solver.delivers(network, flow))) {
          throw disagreement("the solver finds a packet that is delivered beyond " + may, more);
        }
      }
      List<Flow> promised = flows(source, destination, PacketExpr.and(pair, TrafficCells.guard(must)));
      if (!must.isEmpty() && promised.size() == 1 && ends(from, false).size() == 1 && ends(to, false).size() == 1
          && !isNone(solver.loses(network, promised.getFirst()))) {
        throw disagreement("the solver finds a packet of " + must + " that is lost", promised);
      }
    }

    private List<Flow> flows(int source, int destination, PacketExpr guard) {
      List<Flow> flows = new ArrayList<>();
      flows.add(new Flow(source, destination, false, Request.NONE, guard, network.direct()));
      network.authenticated()
          .ifPresent(
              path -> flows.add(new Flow(source, destination, false, ReachabilityMap.IDENTIFIED, guard, path)));
      return flows;
    }

    private void askEvaluator(List<End> sources, List<End> destinations, TrafficSet.Header header,
        Valuation valuation, TrafficBounds says) {
      boolean passes = false;
      for (End source : sources) {
        for (End destination : destinations) {
          Packet packet = packet(source, destination, header);
          passes |= passes(packet, valuation);
        }
      }
      Packet any = packet(sources.getFirst(), destinations.getFirst(), header);
      if ((says.must().contains(any) && !passes) || (passes && !says.may().contains(any))) {
        throw disagreement("the evaluator says that " + any + (passes ? " is delivered" : " is lost") + " under "
            + valuation.values(), List.of());
      }
    }

    private Packet packet(End source, End destination, TrafficSet.Header header) {
      return new Packet(family, header.protocol(), source, destination, header.sourcePort(),
          header.destinationPort(), header.icmpType(), header.icmpCode(), false);
    }

    private boolean passes(Packet packet, Valuation valuation) {
      Evaluator evaluator = new Evaluator(network, valuation);
      Optional<Path> authenticated = network.authenticated();
      return evaluator.decide(network.direct(), packet).allowed()
          || (authenticated.isPresent()
              && evaluator.decide(authenticated.get(), packet.withRequest(ReachabilityMap.IDENTIFIED)).allowed());
    }

    /** The first or the last member at each of its addresses, or the first or the last address of a range. */
    private List<End> ends(MapEnd end, boolean last) {
      return switch (end) {
        case MapEnd.Listed listed -> {
          Endpoint member = network.endpoint(endpoint(end, last));
          List<End> known = member.addresses()
              .stream()
              .filter(address -> address.family() == family)
              .map(address -> End.at(member.index(), address))
              .toList();
          yield known.isEmpty() ? List.of(End.of(member.index())) : known;
        }
        case MapEnd.Outside outside -> {
          List<AddressRange> ranges = outside.addresses().ranges();
          yield List.of(End.at(network.outside().index(),
              last ? ranges.getLast().last() : ranges.getFirst().first()));
        }
      };
    }

    private int endpoint(MapEnd end, boolean last) {
      return switch (end) {
        case MapEnd.Listed listed -> last
            ? listed.members().members().stream().max().orElseThrow()
            : listed.members().representative();
        case MapEnd.Outside outside -> network.outside().index();
      };
    }

    private PacketExpr within(Side side, MapEnd end) {
      return switch (end) {
        case MapEnd.Listed listed -> PacketExpr.TRUE;
        case MapEnd.Outside outside -> AddressGuards.within(side, outside.addresses());
      };
    }

    private String name(MapEnd end, boolean last) {
      return switch (end) {
        case MapEnd.Listed listed -> network.endpoint(endpoint(end, last)).id();
        case MapEnd.Outside outside -> outside.addresses().toString();
      };
    }

    private DisagreementException disagreement(String what, List<Flow> flows) {
      String said = bounds.map(TrafficBounds::toString).orElse("nothing");
      return new DisagreementException("the interpreters disagree about the map: " + what + "\nfrom `"
          + name(from, false) + "` to `" + name(to, from.equals(to)) + "` over IPv" + family.version()
          + "\nthe map says: " + said + (flows.isEmpty() ? "" : "\n" + solver.smt2(network, flows)));
    }
  }

  private static boolean isNone(Proof proof) {
    return switch (proof) {
      case Proof.None none -> true;
      case Proof.Found found -> false;
      case Proof.Depends depends -> false;
      case Proof.GaveUp gaveUp -> throw new ProverLimitException(gaveUp.reason());
    };
  }
}
