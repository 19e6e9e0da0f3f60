package dev.canreach.diff;

import dev.canreach.eval.Decision;
import dev.canreach.eval.Evaluator;
import dev.canreach.eval.Trace;
import dev.canreach.model.Action;
import dev.canreach.model.Endpoint;
import dev.canreach.model.Network;
import dev.canreach.model.Origin;
import dev.canreach.model.Route;
import dev.canreach.packet.End;
import dev.canreach.packet.IpFamily;
import dev.canreach.packet.Packet;
import dev.canreach.packet.Valuation;
import dev.canreach.sets.RouteMap;
import dev.canreach.sets.TrafficSet;
import dev.canreach.sets.TrafficSets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Finds packets that an entry forwards in one network and not in another, and replays each in both: what the sets say must
 * be what the evaluator does.
 */
final class WayExamples {
  private final Network open;
  private final Network shut;
  private final LeastHeader least;

  /**
   * @param open the network that delivers
   * @param shut the network that does not
   * @param sets what made the traffic
   */
  WayExamples(Network open, Network shut, TrafficSets sets) {
    this.open = open;
    this.shut = shut;
    least = new LeastHeader(sets);
  }

  /** A packet on one way of a route, and what became of it. */
  private record Tried(Packet packet, Route route, Decision decision) {}

  /** The least packet of the traffic from the first member of an end through an entry to a receiver. */
  WayExample of(JointEnd from, Entry via, String to, SortedMap<IpFamily, TrafficSet> traffic) {
    IpFamily family = traffic.firstKey();
    TrafficSet.Header header = least.of(Objects.requireNonNull(traffic.get(family)));
    Examples.Party source = Examples.Party.of(from, 0, family);
    Tried passing = tried(open, shut, source, via, to, family, header).stream()
        .filter(each -> each.decision().allowed())
        .findFirst()
        .orElseThrow(() -> disagreement(source, via, to, header));
    List<Tried> refused = tried(shut, open, source, via, to, family, header);
    if (refused.stream().anyMatch(each -> each.decision().allowed())) {
      throw disagreement(source, via, to, header);
    }
    return new WayExample(source.name(), via.shown(), to, passing.packet(), passing.decision().last(),
        passing.route().origin(), blockers(refused));
  }

  private static IllegalStateException disagreement(Examples.Party source, Entry via, String to,
      TrafficSet.Header header) {
    return new IllegalStateException("sets and evaluator disagree about " + header + " from " + source.name() + " over "
        + via.shown() + " to " + to);
  }

  /** The packets with this header on every way over the entry to the receiver. */
  private static List<Tried> tried(Network network, Network other, Examples.Party source, Entry via, String to,
      IpFamily family, TrafficSet.Header header) {
    List<Tried> tried = new ArrayList<>();
    Optional<Endpoint> entry = via.in(network, other).filter(each -> each.speaks(family));
    Optional<Endpoint> receiver = network.endpoint(to);
    if (entry.isEmpty() || receiver.isEmpty()) {
      return tried;
    }
    Evaluator evaluator = new Evaluator(network, Valuation.DEFAULT);
    for (End sender : source.in(network, family)) {
      for (End destination : entries(entry.get(), via, family)) {
        Packet packet = new Packet(family, header.protocol(), sender, destination, header.sourcePort(),
            header.destinationPort(), header.icmpType(), header.icmpCode(), false);
        for (Route route : network.routes(entry.get().index())) {
          route.alternatives()
              .stream()
              .filter(RouteMap::carries)
              .filter(way -> way.destination() == receiver.get().index())
              .forEach(way -> tried.add(new Tried(packet, route, evaluator.decide(way.path(), packet))));
        }
      }
    }
    return tried;
  }

  private static List<End> entries(Endpoint entry, Entry via, IpFamily family) {
    List<End> ends = new ArrayList<>();
    entry.addresses()
        .stream()
        .filter(address -> address.family() == family && via.address().map(address::equals).orElse(true))
        .forEach(address -> ends.add(End.at(entry.index(), address)));
    boolean unknown = entry.address(family).isEmpty() && via.address().isEmpty();
    return unknown ? List.of(End.of(entry.index())) : ends;
  }

  /** What blocks a packet that the entry still forwards there. */
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
