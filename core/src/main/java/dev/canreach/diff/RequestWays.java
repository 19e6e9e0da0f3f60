package dev.canreach.diff;

import dev.canreach.model.Assignment;
import dev.canreach.model.Endpoint;
import dev.canreach.model.Network;
import dev.canreach.model.Route;
import dev.canreach.model.Step;
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
  private final Spelling spelling;

  RequestWays(Network network, Spelling.Numbers numbers) {
    this.network = network;
    spelling = new Spelling(network, numbers);
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

  /** All ways in their order, spelled likewise. */
  List<String> all(int entry) {
    return network.routes(entry)
        .stream()
        .flatMap(route -> route.alternatives().stream())
        .map(this::spelled)
        .sorted()
        .toList();
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
    return hop.name() + " " + spelling.of(hop.guard()) + hop.assignments().stream().map(this::spelled).toList();
  }

  private String spelled(Assignment assignment) {
    return switch (assignment) {
      case Assignment.ToEnd toEnd -> toEnd.side() + " " + network.endpoint(toEnd.endpoint()).id() + toEnd.address();
      case Assignment.ToPort toPort -> toPort.toString();
      case Assignment.Rewrite rewrite -> rewrite.toString();
    };
  }
}
