package dev.canreach.lower.istio;

import dev.canreach.lower.Lowering;
import dev.canreach.lower.NetworkBuilder;
import dev.canreach.lower.Planes;
import dev.canreach.lower.SameObjects;
import dev.canreach.lower.proxy.Limit;
import dev.canreach.model.Origin;
import dev.canreach.model.PolicyRule;
import dev.canreach.model.Route;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;

/** Where proxies send calls in each of some worlds: what all of them have in common is not in doubt. */
final class Possibilities implements Lowering.Rules {

  /**
   * The routes of one world.
   *
   * @param world the objects that the mesh has
   * @param clients what the proxies of clients do
   * @param gateways what the proxies of gateways do
   */
  record Part(World world, ClientRoutes clients, GatewayRoutes gateways) {}

  /** @param place which of the routes of this name it is: a world has few, and the last ones are not in every world */
  private record Key(int entry, String name, Origin origin, int place) {}

  private final List<Part> parts;
  /** What several worlds have alike, each once: by identity, and by what it says. */
  private final IdentityHashMap<Object, Object> known = new IdentityHashMap<>();
  private final Map<Object, Object> equal = new HashMap<>();
  /** What some worlds have, as far as it is one of them. */
  private final Map<Set<Integer>, IdentityHashMap<Object, Object>> limited = new HashMap<>();
  private final Map<Set<Integer>, Limit> limits = new HashMap<>();

  Possibilities(List<Part> parts) {
    this.parts = List.copyOf(parts);
  }

  @Override
  public void addTo(NetworkBuilder network) {
    if (parts.isEmpty()) {
      return;
    }
    network.takeovers(planes -> takeovers(network, planes));
    Set<Integer> proxies = new TreeSet<>();
    parts.forEach(part -> proxies.addAll(part.gateways().proxies()));
    proxies.forEach(proxy -> network.onward(proxy,
        planes -> parts.get(0)
            .gateways()
            .doubted(proxy, merged(parts.stream().map(part -> part.gateways().onward(proxy, planes)).toList(),
                Limit::limit))));
    // the first world has every gateway
    parts.get(0)
        .gateways()
        .entries(network)
        .forEach(entry -> network.route(planes -> parts.get(0)
            .gateways()
            .doubted(routes(parts.stream().map(part -> part.gateways().routes(entry, network, planes)).toList()).get(0),
                entry, network, planes)));
  }

  private List<Route> takeovers(NetworkBuilder network, Planes planes) {
    List<List<Route>> routes = new ArrayList<>();
    List<List<PolicyRule>> arrivals = new ArrayList<>();
    for (Part part : parts) {
      Arrivals own = new Arrivals();
      routes.add(part.clients().routes(network, planes, own));
      arrivals.add(own.rules());
    }
    network.authenticated(merged(arrivals, Limit::limit));
    // the first world has every object
    return parts.get(0).clients().doubted(routes(routes), network, planes);
  }

  private List<Route> routes(List<List<Route>> worlds) {
    if (worlds.size() == 1) {
      return worlds.get(0);
    }
    Map<Key, List<List<Route.Alternative>>> ways = new LinkedHashMap<>();
    for (int i = 0; i < worlds.size(); i++) {
      Set<Key> taken = new HashSet<>();
      for (Route route : worlds.get(i)) {
        Key key = new Key(route.entry(), route.name(), route.origin(), 0);
        while (!taken.add(key)) {
          key = new Key(route.entry(), route.name(), route.origin(), key.place() + 1);
        }
        ways.computeIfAbsent(key, fresh -> none()).set(i, route.alternatives());
      }
    }
    Map<SameObjects<List<Route.Alternative>>, List<Route.Alternative>> same = new HashMap<>();
    List<Route> routes = new ArrayList<>();
    ways.forEach((key, each) -> routes.add(new Route(key.entry(), key.name(),
        same.computeIfAbsent(new SameObjects<>(each), lists -> List.copyOf(merged(lists.objects(), Limit::limit))),
        key.origin())));
    return routes;
  }

  private List<List<Route.Alternative>> none() {
    return new ArrayList<>(Collections.nCopies(parts.size(), List.of()));
  }

  /** What every world has, and of the rest what some have, as far as it is one of them. */
  private <T> List<T> merged(List<List<T>> worlds, BiFunction<Limit, T, T> limit) {
    if (worlds.size() == 1) {
      return worlds.get(0);
    }
    List<T> order = new ArrayList<>();
    IdentityHashMap<T, Set<Integer>> having = new IdentityHashMap<>();
    for (int i = 0; i < worlds.size(); i++) {
      for (T each : worlds.get(i)) {
        having.computeIfAbsent(single(each), one -> {
          order.add(one);
          return new TreeSet<>();
        }).add(i);
      }
    }
    List<T> all = new ArrayList<>();
    for (T each : order) {
      if (indices(having, each).size() == worlds.size()) {
        all.add(each);
      }
    }
    for (T each : order) {
      Set<Integer> indices = indices(having, each);
      if (indices.size() < worlds.size()) {
        all.add(limited(each, indices, limit));
      }
    }
    return all;
  }

  private static <T> Set<Integer> indices(IdentityHashMap<T, Set<Integer>> having, T each) {
    return Objects.requireNonNull(having.get(each));
  }

  @SuppressWarnings("unchecked") // equal objects are of one type
  private <T> T single(T each) {
    return (T) known.computeIfAbsent(each, one -> equal.computeIfAbsent(one, same -> same));
  }

  @SuppressWarnings("unchecked") // limits make nothing else of what they limit
  private <T> T limited(T each, Set<Integer> indices, BiFunction<Limit, T, T> limit) {
    Limit only = limits.computeIfAbsent(indices,
        key -> World.limit(key.stream().map(i -> parts.get(i).world()).toList()));
    return (T) limited.computeIfAbsent(indices, key -> new IdentityHashMap<>())
        .computeIfAbsent(each, one -> limit.apply(only, (T) one));
  }
}
