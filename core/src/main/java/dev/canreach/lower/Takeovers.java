package dev.canreach.lower;

import dev.canreach.model.Path;
import dev.canreach.model.Route;
import dev.canreach.model.Step;
import dev.canreach.packet.PacketExpr;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which packets some routes take away from the other routes of their entries. */
final class Takeovers {
  private final Map<Integer, List<PacketExpr>> taken = new HashMap<>();
  private final Map<Integer, PacketExpr> left = new HashMap<>();
  /** In a mesh, what is left is the same for most entries. */
  private final Map<SameObjects<PacketExpr>, PacketExpr> same = new HashMap<>();

  Takeovers(List<Route> routes) {
    for (Route route : routes) {
      List<PacketExpr> guards = taken.computeIfAbsent(route.entry(), entry -> new ArrayList<>());
      route.alternatives()
          .forEach(alternative -> firstHop(alternative.path()).ifPresent(hop -> guards.add(hop.guard())));
    }
  }

  /** The route for the packets that are left to it. */
  Route limit(Route route) {
    List<PacketExpr> guards = taken.get(route.entry());
    if (guards == null) {
      return route;
    }
    PacketExpr rest = left.computeIfAbsent(route.entry(), entry -> same.computeIfAbsent(new SameObjects<>(guards),
        all -> PacketExpr.not(PacketExpr.or(all.objects()))));
    List<Route.Alternative> limited = route.alternatives()
        .stream()
        .map(alternative -> new Route.Alternative(alternative.destination(), alternative.weight(),
            limit(alternative.path(), rest), alternative.backend(), alternative.response()))
        .toList();
    return new Route(route.entry(), route.name(), limited, route.origin());
  }

  private static Path limit(Path path, PacketExpr rest) {
    Optional<Step.Hop> first = firstHop(path);
    if (first.isEmpty()) {
      return path;
    }
    Step.Hop hop = first.get();
    List<Step> steps = new ArrayList<>(path.steps());
    steps.set(0, new Step.Hop(hop.name(), PacketExpr.and(hop.guard(), rest), hop.assignments(), hop.origin()));
    return new Path(steps);
  }

  private static Optional<Step.Hop> firstHop(Path path) {
    return path.steps().isEmpty() || !(path.steps().get(0) instanceof Step.Hop hop)
        ? Optional.empty()
        : Optional.of(hop);
  }
}
