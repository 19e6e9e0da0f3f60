package dev.canreach.diff;

import dev.canreach.model.Assignment;
import dev.canreach.model.Endpoint;
import dev.canreach.model.Network;
import dev.canreach.model.Route;
import dev.canreach.model.Step;
import dev.canreach.packet.EndpointSet;
import dev.canreach.packet.PacketExpr;
import dev.canreach.sets.RouteMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The ways of an entry that depend on what requests say or that a proxy answers, spelled so that two networks can be
 * compared: endpoints by their ids. Equal spellings take equal requests; different ones may or may not.
 */
final class RequestWays {
  private final Network network;

  RequestWays(Network network) {
    this.network = network;
  }

  /** The ways in their order, which does not matter. */
  List<String> of(Optional<Endpoint> entry) {
    return entry
        .map(endpoint -> network.routes(endpoint.index())
            .stream()
            .flatMap(route -> route.alternatives().stream())
            .filter(way -> RouteMap.isByRequest(way) || way.response().isPresent())
            .map(this::spelled)
            .sorted()
            .toList())
        .orElse(List.of());
  }

  private String spelled(Route.Alternative way) {
    String hops = way.path()
        .steps()
        .stream()
        .filter(Step.Hop.class::isInstance)
        .map(step -> spelled((Step.Hop) step))
        .collect(Collectors.joining(" then "));
    return network.endpoint(way.destination()).id() + " " + way.weight() + " " + way.backend() + " " + way.response()
        + " " + hops;
  }

  private String spelled(Step.Hop hop) {
    return hop.name() + " " + spelled(hop.guard()) + hop.assignments().stream().map(this::spelled).toList();
  }

  private String spelled(Assignment assignment) {
    return switch (assignment) {
      case Assignment.ToEnd toEnd -> toEnd.side() + " " + network.endpoint(toEnd.endpoint()).id() + toEnd.address();
      case Assignment.ToPort toPort -> toPort.toString();
      case Assignment.Rewrite rewrite -> rewrite.toString();
    };
  }

  private String spelled(PacketExpr expr) {
    return switch (expr) {
      case PacketExpr.And and -> and.operands().stream().map(this::spelled).sorted().toList().toString();
      case PacketExpr.Or or -> "any" + or.operands().stream().map(this::spelled).sorted().toList();
      case PacketExpr.Not not -> "not " + spelled(not.operand());
      case PacketExpr.IsEndpoint is -> is.side() + " " + ids(is.members());
      case PacketExpr.Holds holds -> "holds " + holds.assumption().key() + " " + holds.assumption().statement();
      case PacketExpr.Const same -> same.toString();
      case PacketExpr.InRange same -> same.toString();
      case PacketExpr.InPrefix same -> same.toString();
      case PacketExpr.HasLabel same -> same.toString();
      case PacketExpr.Loopback same -> same.toString();
      case PacketExpr.Matches same -> same.toString();
    };
  }

  private List<String> ids(EndpointSet members) {
    return members.stream().mapToObj(index -> network.endpoint(index).id()).sorted().toList();
  }
}
