package dev.canreach.query;

import dev.canreach.model.Endpoint;
import dev.canreach.model.Network;
import dev.canreach.model.Path;
import dev.canreach.model.Role;
import dev.canreach.model.Route;
import dev.canreach.model.Step;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The ways that packets of a question can take between two ends. */
final class FlowPlanner {
  private final Network network;

  FlowPlanner(Network network) {
    this.network = network;
  }

  /**
   * Every way from one end to the other: over each alternative of positive weight of each route to the destination, and
   * directly for packets that no route takes.
   *
   * @param request what the first bytes of the connections say
   * @param traffic which packets are meant
   */
  List<Leg> legs(Candidate from, Candidate to, Request request, PacketExpr traffic) {
    PacketExpr guard = PacketExpr.and(traffic, from.guard(), to.guard());
    int source = from.endpoint().index();
    int destination = to.endpoint().index();
    List<Leg> legs = new ArrayList<>();
    List<PacketExpr> taken = new ArrayList<>();
    for (Route route : network.routes(destination)) {
      for (Route.Alternative alternative : route.alternatives()) {
        if (!alternative.path().steps().isEmpty() && alternative.path().steps().get(0) instanceof Step.Hop hop) {
          taken.add(hop.guard());
        }
        if (alternative.weight() > 0) {
          Flow flow = new Flow(source, destination, false, request, guard, alternative.path());
          legs.add(new Leg(from, to, flow, Optional.of(route), Optional.of(alternative)));
        }
      }
    }
    if (to.endpoint().role() != Role.VIRTUAL) {
      PacketExpr direct = PacketExpr.and(guard, PacketExpr.not(PacketExpr.or(taken)));
      Flow flow = new Flow(source, destination, isLoopback(from.endpoint(), to.endpoint()), request, direct,
          network.direct());
      legs.add(new Leg(from, to, flow, Optional.empty(), Optional.empty()));
    }
    return legs;
  }

  /**
   * The way from an end to its own loopback interface, which it reaches whatever policies say (K8S/N-21, K8S/W-10).
   *
   * @param address a loopback address, as the question writes it
   */
  static Leg own(Candidate from, String address, Request request, PacketExpr traffic) {
    int index = from.endpoint().index();
    Candidate to = new Candidate(from.endpoint(), PacketExpr.TRUE, address);
    Path path = new Path(List.of(new Step.Hop("loopback", PacketExpr.TRUE, List.of(), from.endpoint().origin())));
    return new Leg(from, to, new Flow(index, index, true, request, PacketExpr.and(traffic, from.guard()), path),
        Optional.empty(), Optional.empty());
  }

  /**
   * Whether a question from an endpoint to itself means the very same pod (K8S/N-21). Where several pods stand behind
   * the endpoint it means two of them (K8S/W-01).
   */
  private static boolean isLoopback(Endpoint from, Endpoint to) {
    return from.index() == to.index() && !from.replicated() && from.role() != Role.FUTURE
        && from.role() != Role.OUTSIDE;
  }
}
