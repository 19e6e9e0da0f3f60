package dev.canreach.lower;

import dev.canreach.model.Origin;
import dev.canreach.model.Path;
import dev.canreach.model.Route;
import dev.canreach.model.Step;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Protocol;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Ways to proxies that go on from there. */
final class Relays {
  private final Map<Integer, List<Onward>> onward;
  private final Planes planes;
  /** Whether one of these alternatives leads to a proxy: many routes share a list. */
  private final IdentityHashMap<List<Route.Alternative>, Boolean> arriving = new IdentityHashMap<>();

  Relays(Map<Integer, List<Onward>> onward, Planes planes) {
    this.onward = onward;
    this.planes = planes;
  }

  /** The routes of connections to the proxies themselves. */
  List<Route> direct() {
    List<Route> routes = new ArrayList<>();
    onward.forEach((endpoint, ways) -> {
      Origin origin = new Origin("proxy", "", "", Lowerings.builtIn());
      List<Step> steps = new ArrayList<>();
      steps.add(new Step.Hop("proxy", PacketExpr.is(Protocol.TCP), List.of(), origin));
      steps.addAll(planes.straight());
      steps.add(new Step.Stage(planes.ingress()));
      Path path = new Path(steps);
      routes.add(new Route(endpoint, "proxy", List.of(new Route.Alternative(endpoint, 1, path)), origin));
    });
    return routes;
  }

  /** The route, with each way to a proxy extended by what the proxy does. */
  Route extend(Route route) {
    if (!arriving.computeIfAbsent(route.alternatives(), list -> list.stream().anyMatch(this::arrives))) {
      return route;
    }
    List<Route.Alternative> alternatives = new ArrayList<>();
    for (Route.Alternative alternative : route.alternatives()) {
      if (arrives(alternative)) {
        for (Onward way : onward.getOrDefault(alternative.destination(), List.of())) {
          alternatives.add(extended(alternative, way, route.origin()));
        }
      } else {
        alternatives.add(alternative);
      }
    }
    return new Route(route.entry(), route.name(), alternatives, route.origin());
  }

  private boolean arrives(Route.Alternative alternative) {
    return alternative.response().isEmpty() && onward.containsKey(alternative.destination());
  }

  /** A way from one proxy to another is not followed any further. */
  private Route.Alternative extended(Route.Alternative alternative, Onward way, Origin origin) {
    List<Step> steps = new ArrayList<>(alternative.path().steps());
    steps.addAll(way.steps());
    if (way.response().isEmpty() && way.destination() != alternative.destination()
        && onward.containsKey(way.destination())) {
      Assumption passes = Assumption.open("not understood", "the next proxy sends this on to somebody who takes it",
          "ask from that proxy on");
      steps.add(new Step.Hop("proxy", PacketExpr.holds(passes), List.of(), origin));
    }
    return new Route.Alternative(way.destination(), alternative.weight() * way.weight(), new Path(steps),
        way.backend().or(alternative::backend), way.response().isPresent() ? way.response() : Optional.empty());
  }
}
