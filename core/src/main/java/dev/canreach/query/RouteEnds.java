package dev.canreach.query;

import dev.canreach.model.Endpoint;
import dev.canreach.model.Network;
import dev.canreach.model.Role;
import dev.canreach.model.Route;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which alternatives of routes carry traffic to whom, looked up by the end. */
final class RouteEnds {
  private final Map<Integer, List<Leading>> byEnd = new HashMap<>();
  private final Map<String, List<Leading>> toSomebody = new HashMap<>();

  /** An alternative of positive weight that no proxy answers by itself, and its route. */
  record Leading(Route route, Route.Alternative alternative) {}

  RouteEnds(Network network) {
    for (Route route : network.routes()) {
      for (Route.Alternative alternative : route.alternatives()) {
        if (alternative.weight() > 0 && alternative.response().isEmpty()) {
          add(network.endpoint(route.entry()), new Leading(route, alternative));
        }
      }
    }
  }

  private void add(Endpoint entry, Leading leading) {
    byEnd.computeIfAbsent(entry.index(), key -> new ArrayList<>()).add(leading);
    int destination = leading.alternative().destination();
    if (destination != entry.index()) {
      byEnd.computeIfAbsent(destination, key -> new ArrayList<>()).add(leading);
    } else if (entry.role() == Role.VIRTUAL) {
      toSomebody.computeIfAbsent(entry.namespace(), key -> new ArrayList<>()).add(leading);
    }
  }

  /** Those that lead to an endpoint, or begin at it. */
  List<Leading> of(Endpoint end) {
    return byEnd.getOrDefault(end.index(), List.of());
  }

  /** Those of a namespace that lead to nobody whom the input names. */
  List<Leading> toSomebody(String namespace) {
    return toSomebody.getOrDefault(namespace, List.of());
  }
}
