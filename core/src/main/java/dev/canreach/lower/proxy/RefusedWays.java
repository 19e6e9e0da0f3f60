package dev.canreach.lower.proxy;

import dev.canreach.lower.kubernetes.RefusedParts;
import dev.canreach.model.Origin;
import dev.canreach.model.Path;
import dev.canreach.model.Route;
import dev.canreach.model.Step;
import dev.canreach.packet.PacketExpr;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Requests to a proxy about which an object that the server refuses may have a say once it is corrected.
 *
 * @param refused what of the object may mean something else
 * @param requests the requests
 * @param origin the object
 */
public record RefusedWays(RefusedParts refused, PacketExpr requests, Origin origin) {

  private PacketExpr taken() {
    return PacketExpr.and(requests, refused.mayMean("decides where this request goes"));
  }

  private Route.Alternative open(Route route) {
    return new Route.Alternative(route.entry(), 1,
        new Path(List.of(new Step.Hop(route.name(), taken(), List.of(), origin),
            new Step.Hop(route.name(), refused.mayMean("sends this request to somebody who takes it"), List.of(),
                origin))),
        Optional.empty(), Optional.empty());
  }

  /** A route, and beside it what refused objects may do instead. */
  public static Route beside(Route route, List<RefusedWays> refused) {
    if (refused.isEmpty()) {
      return route;
    }
    Limit rest = new Limit(PacketExpr.not(PacketExpr.or(refused.stream().map(RefusedWays::taken).toList())));
    List<Route.Alternative> all = new ArrayList<>(rest.limit(route).alternatives());
    refused.forEach(each -> all.add(each.open(route)));
    return new Route(route.entry(), route.name(), all, route.origin());
  }
}
