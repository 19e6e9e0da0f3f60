package dev.canreach.lower.istio;

import dev.canreach.lower.SameObjects;
import dev.canreach.model.Route;
import dev.canreach.packet.PacketExpr;
import dev.canreach.resource.istio.VirtualService;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What proxies do with calls to hosts, each once, although several possibilities of the mesh have it: they differ in a few
 * virtual services, and most hosts have others or none.
 */
final class SharedWays {
  private record Key(SameObjects<Object> objects, int port, PacketExpr guard) {}

  private final Map<Key, List<Way>> known = new HashMap<>();
  private final Map<PacketExpr, PacketExpr> guards = new HashMap<>();
  private final IdentityHashMap<Way, Map<PacketExpr, Route.Alternative>> alternatives = new IdentityHashMap<>();

  /** The ways of calls that clients make to a host which obeys this virtual service, if any. */
  List<Way> of(Clients clients, Optional<MeshService> host, Optional<VirtualService> rules, int port, PacketExpr guard,
      Supplier<List<Way>> make) {
    SameObjects<Object> objects = new SameObjects<>(
        List.of(clients, host.isPresent() ? host.get() : this, rules.isPresent() ? rules.get() : this));
    return known.computeIfAbsent(new Key(objects, port, guard), key -> List.copyOf(make.get()));
  }

  /** One object for each guard: what is left beside equal guards is then the same. */
  PacketExpr guard(PacketExpr guard) {
    return guards.computeIfAbsent(guard, one -> one);
  }

  /** What a route makes of a way on a condition. */
  Route.Alternative alternative(Way way, PacketExpr condition, Supplier<Route.Alternative> make) {
    return alternatives.computeIfAbsent(way, key -> new HashMap<>()).computeIfAbsent(condition, key -> make.get());
  }
}
