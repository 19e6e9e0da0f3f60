package dev.canreach.lower;

import dev.canreach.model.Path;
import dev.canreach.model.Route;
import dev.canreach.model.Step;
import dev.canreach.packet.PacketExpr;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which packets some routes take away from the other routes of their entries. In a mesh most entries have the same lists of
 * alternatives: each list is looked at once.
 */
final class Takeovers {
  private final Map<Integer, List<List<Route.Alternative>>> takers = new HashMap<>();
  private final Map<Integer, PacketExpr> left = new HashMap<>();
  private final IdentityHashMap<List<Route.Alternative>, SameObjects<PacketExpr>> guards = new IdentityHashMap<>();
  private final Map<List<SameObjects<PacketExpr>>, PacketExpr> same = new HashMap<>();

  Takeovers(List<Route> routes) {
    for (Route route : routes) {
      takers.computeIfAbsent(route.entry(), entry -> new ArrayList<>()).add(route.alternatives());
    }
  }

  /** The route for the packets that are left to it. */
  Route limit(Route route) {
    List<List<Route.Alternative>> taking = takers.get(route.entry());
    if (taking == null) {
      return route;
    }
    PacketExpr rest = left.computeIfAbsent(route.entry(), entry -> same.computeIfAbsent(
        taking.stream().map(list -> guards.computeIfAbsent(list, Takeovers::guards)).toList(), Takeovers::rest));
    List<Route.Alternative> limited = route.alternatives()
        .stream()
        .map(alternative -> new Route.Alternative(alternative.destination(), alternative.weight(),
            limit(alternative.path(), rest), alternative.backend(), alternative.response()))
        .toList();
    return new Route(route.entry(), route.name(), limited, route.origin());
  }

  private static SameObjects<PacketExpr> guards(List<Route.Alternative> alternatives) {
    return new SameObjects<>(alternatives.stream()
        .flatMap(alternative -> firstHop(alternative.path()).stream())
        .map(Step.Hop::guard)
        .toList());
  }

  private static PacketExpr rest(List<SameObjects<PacketExpr>> taken) {
    return PacketExpr.not(PacketExpr.or(taken.stream().flatMap(each -> each.objects().stream()).toList()));
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
