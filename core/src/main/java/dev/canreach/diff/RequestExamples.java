package dev.canreach.diff;

import dev.canreach.eval.Trace;
import dev.canreach.model.Endpoint;
import dev.canreach.model.Network;
import dev.canreach.model.Origin;
import dev.canreach.model.Role;
import dev.canreach.model.Route;
import dev.canreach.packet.IpFamily;
import dev.canreach.packet.Request;
import dev.canreach.sets.ReachabilityMap;
import dev.canreach.sets.RouteMap;
import dev.canreach.sets.Slices;
import dev.canreach.sets.TrafficSet;
import dev.canreach.sets.TrafficSets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;

/** Turns requests that one network delivers and another does not into examples, each replayed in both. */
final class RequestExamples {
  private final Network open;
  private final Network shut;
  private final LeastHeader least;
  private final Set<String> routed;

  /**
   * @param open the network that delivers
   * @param shut the network that does not
   * @param sets what made the traffic
   * @param routed the ids of endpoints that have routes in one of them
   */
  RequestExamples(Network open, Network shut, TrafficSets sets, Set<String> routed) {
    this.routed = routed;
    this.open = open;
    this.shut = shut;
    least = new LeastHeader(sets);
  }

  /** The request in the least packet of the traffic from the first member of an end to an endpoint. */
  RequestExample of(JointEnd from, Entry sentTo, String receiver, Request request,
      SortedMap<IpFamily, TrafficSet> traffic) {
    Replay replay = Replay.of(from, sentTo, receiver, traffic, least, request);
    Replay.Confirmed confirmed = replay.between(open, shut, this::routes);
    Replay.Tried passing = confirmed.passing();
    return new RequestExample(replay.source().name(), sentTo.address().map(Object::toString).orElse(sentTo.id()),
        receiver, passing.packet(), passing.decision().last(), allowedBy(passing, sentTo.id().equals(receiver)),
        confirmed.blockedBy());
  }

  /** The ways to an endpoint; none where it has no routes and is no end of maps either, but for the outside. */
  private List<Route> routes(Network network, int entry) {
    Endpoint endpoint = network.endpoint(entry);
    boolean isTarget = routed.contains(endpoint.id()) || ReachabilityMap.isEnd(endpoint)
        || (endpoint.role() == Role.OUTSIDE && open.outside().id().equals(shut.outside().id()));
    return isTarget ? RouteMap.routes(network, entry) : List.of();
  }

  private static List<Origin> allowedBy(Replay.Tried passing, boolean straight) {
    List<Origin> allowed = new ArrayList<>();
    if (!straight) {
      allowed.add(passing.route().origin());
    }
    for (Trace trace : passing.decision().traces()) {
      if (trace instanceof Trace.Judged judged) {
        judged.rule().filter(Slices::isAboutRequests).ifPresent(rule -> allowed.add(rule.origin()));
      }
    }
    return allowed.stream().distinct().toList();
  }
}
