package dev.canreach.diff;

import dev.canreach.eval.Decision;
import dev.canreach.eval.Evaluator;
import dev.canreach.eval.Trace;
import dev.canreach.model.Action;
import dev.canreach.model.Endpoint;
import dev.canreach.model.Network;
import dev.canreach.model.Origin;
import dev.canreach.model.Role;
import dev.canreach.model.Route;
import dev.canreach.packet.Address;
import dev.canreach.packet.End;
import dev.canreach.packet.IpFamily;
import dev.canreach.packet.Packet;
import dev.canreach.packet.Request;
import dev.canreach.packet.Valuation;
import dev.canreach.sets.RouteMap;
import dev.canreach.sets.TrafficSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;

/**
 * One packet on every way over an entry to a receiver, as the evaluator sees it.
 *
 * @param source who sends it
 * @param via what it is sent to
 * @param receiver the id of the endpoint that receives it
 * @param family its family
 * @param header all other numbers in it
 * @param request what it says
 */
record Replay(Examples.Party source, Entry via, String receiver, IpFamily family, TrafficSet.Header header,
    Request request) {

  /** A packet on one way of a route, and what became of it. */
  record Tried(Packet packet, Route route, Decision decision) {}

  /** The routes of an endpoint that count. */
  interface Routes {
    /** The routes of the endpoint at an index. */
    List<Route> of(Network network, int entry);
  }

  /** The packet on every way in a network, from each address of its ends. */
  private List<Tried> in(Network network, Network other, Routes routes) {
    List<Tried> tried = new ArrayList<>();
    Optional<Endpoint> entry = via.in(network, other).filter(each -> each.speaks(family));
    Optional<Endpoint> to = network.endpoint(receiver);
    if (entry.isEmpty() || to.isEmpty()) {
      return tried;
    }
    Evaluator evaluator = new Evaluator(network, Valuation.DEFAULT);
    for (End sender : source.in(network, family)) {
      for (End destination : entries(entry.get())) {
        Packet packet = new Packet(family, header.protocol(), sender, destination, header.sourcePort(),
            header.destinationPort(), header.icmpType(), header.icmpCode(), false, request);
        for (Route route : routes.of(network, entry.get().index())) {
          route.alternatives()
              .stream()
              .filter(RouteMap::carries)
              .filter(way -> way.destination() == to.get().index())
              .forEach(way -> tried.add(new Tried(packet, route, evaluator.decide(way.path(), packet))));
        }
      }
    }
    return tried;
  }

  private List<End> entries(Endpoint entry) {
    Optional<Address> wanted = via.address().filter(address -> address.family() == family);
    if (entry.role() == Role.OUTSIDE && wanted.isPresent()) {
      return List.of(End.at(entry.index(), wanted.get()));
    }
    List<End> ends = new ArrayList<>();
    entry.addresses()
        .stream()
        .filter(address -> address.family() == family && via.address().map(address::equals).orElse(true))
        .forEach(address -> ends.add(End.at(entry.index(), address)));
    boolean unknown = entry.address(family).isEmpty() && via.address().isEmpty();
    return unknown ? List.of(End.of(entry.index())) : ends;
  }

  /**
   * What the evaluator makes of a packet that the sets say one network delivers and another does not.
   *
   * @param passing a way that lets it through
   * @param blockedBy what blocks it in the other network; empty where no way leads there
   */
  record Confirmed(Tried passing, List<Origin> blockedBy) {}

  /**
   * The least packet of the traffic from the first member of an end.
   *
   * @param via what it is sent to
   */
  static Replay of(JointEnd from, Entry via, String receiver, SortedMap<IpFamily, TrafficSet> traffic,
      LeastHeader least, Request request) {
    IpFamily family = traffic.firstKey();
    TrafficSet.Header header = least.of(Objects.requireNonNull(traffic.get(family)));
    return new Replay(Examples.Party.of(from, 0, family), via, receiver, family, header, request);
  }

  /**
   * The packet in both networks.
   *
   * @throws IllegalStateException when the sets and the evaluator disagree about it
   */
  Confirmed between(Network open, Network shut, Routes routes) {
    Tried passing = in(open, shut, routes).stream()
        .filter(each -> each.decision().allowed())
        .findFirst()
        .orElseThrow(this::disagreement);
    List<Tried> refused = in(shut, open, routes);
    if (refused.stream().anyMatch(each -> each.decision().allowed())) {
      throw disagreement();
    }
    return new Confirmed(passing, blockers(refused));
  }

  private IllegalStateException disagreement() {
    return new IllegalStateException("sets and evaluator disagree about " + header + " " + request + " from "
        + source.name() + " over " + via.shown() + " to " + receiver);
  }

  /** What blocks a packet that is still forwarded. */
  private static List<Origin> blockers(List<Tried> refused) {
    for (Tried each : refused) {
      List<Trace> traces = each.decision().traces();
      if (!traces.isEmpty() && traces.get(traces.size() - 1) instanceof Trace.Judged judged
          && judged.action() == Action.DENY) {
        return Examples.blockers(judged);
      }
    }
    return List.of();
  }
}
