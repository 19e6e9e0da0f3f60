package dev.canreach.lower.istio;

import dev.canreach.lower.NetworkBuilder;
import dev.canreach.lower.Onward;
import dev.canreach.lower.Planes;
import dev.canreach.lower.kubernetes.PodClass;
import dev.canreach.lower.proxy.Limit;
import dev.canreach.model.Assignment;
import dev.canreach.model.Endpoint;
import dev.canreach.model.Origin;
import dev.canreach.model.Path;
import dev.canreach.model.Route;
import dev.canreach.model.Step;
import dev.canreach.packet.Field;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Protocol;
import dev.canreach.packet.Side;
import dev.canreach.resource.istio.Gateway;
import dev.canreach.resource.istio.GatewayServer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Gateway proxies: what they listen on, and where they send what they take (ISTIO/I-10). */
final class GatewayRoutes {
  private final List<Gateway> gateways;
  private final Registry registry;
  private final Membership membership;
  private final GatewayPorts ports;
  private final RefusedRouting refused;
  /** By proxy and port of the pod. */
  private final Map<Integer, Map<Integer, List<Server>>> listeners;

  GatewayRoutes(List<Gateway> gateways, Registry registry, Membership membership, GatewayPorts ports,
      RefusedRouting refused) {
    this.refused = refused;
    this.gateways = gateways.stream().sorted(Gateway.OLDEST_FIRST).toList();
    this.registry = registry;
    this.membership = membership;
    this.ports = ports;
    this.listeners = listeners();
  }

  /** The id of the endpoint that a Gateway is. */
  static String id(Gateway gateway) {
    return "gateway/" + gateway.namespace() + "/" + gateway.name();
  }

  /** Its id where the Gateway API has a Gateway of the same name. */
  static String otherId(Gateway gateway) {
    return "gateway.networking.istio.io/" + gateway.namespace() + "/" + gateway.name();
  }

  /**
   * A server of a gateway.
   *
   * @param gateway the object
   * @param server the server
   */
  record Server(Gateway gateway, GatewayServer server) {}

  private Map<Integer, Map<Integer, List<Server>>> listeners() {
    Map<Integer, Map<Integer, List<Server>>> listeners = new TreeMap<>();
    for (int proxy : membership.proxied()) {
      PodClass pod = membership.pod(proxy).orElse(null);
      if (pod == null || membership.kind(proxy) != Membership.Kind.GATEWAY) {
        continue;
      }
      listeners.put(proxy, new TreeMap<>());
      for (Gateway gateway : gateways) {
        if (pod.labels().entrySet().containsAll(gateway.selector().entrySet())) {
          for (GatewayServer server : gateway.servers()) {
            listeners.computeIfAbsent(proxy, key -> new TreeMap<>())
                .computeIfAbsent(podPort(proxy, server.port()), key -> new ArrayList<>())
                .add(new Server(gateway, server));
          }
        }
      }
    }
    return listeners;
  }

  /** The proxies that are gateways. */
  Set<Integer> proxies() {
    return listeners.keySet();
  }

  /** What a proxy does with what arrives at it. */
  List<Onward> onward(int proxy, Planes planes) {
    PodClass pod = membership.pod(proxy).orElseThrow();
    List<Onward> ways = new ArrayList<>();
    listeners.getOrDefault(proxy, Map.of())
        .forEach((port, list) -> ways.addAll(ports.of(proxy, pod, port, list, planes)));
    Origin nobody = new Origin(pod.origin().object(), "no listener", "", pod.origin().span());
    ways.add(new Onward(List.of(new Step.Hop("gateway", PacketExpr.FALSE, List.of(), nobody)), proxy, 1,
        Optional.empty(), Optional.empty()));
    return ways;
  }

  /** What a proxy does, and beside that what refused objects may do instead (ISTIO/I-14). */
  List<Onward> doubted(int proxy, List<Onward> ways) {
    List<Doubt> doubts = membership.pod(proxy).map(refused::at).orElse(List.of());
    if (doubts.isEmpty()) {
      return ways;
    }
    Limit rest = Doubt.rest(doubts);
    List<Onward> doubted = new ArrayList<>();
    ways.forEach(way -> doubted.add(rest.limit(way)));
    doubts.forEach(doubt -> doubted.add(open(doubt, proxy)));
    return doubted;
  }

  /** The route of an entry, and beside that what its refused objects may do instead. */
  Route doubted(Route route, Endpoint entry, NetworkBuilder network, Planes planes) {
    List<Doubt> doubts = gateways.stream()
        .filter(gateway -> entry(gateway, network).filter(entry::equals).isPresent())
        .flatMap(gateway -> refused.at(gateway).stream())
        .toList();
    List<Route.Alternative> all = new ArrayList<>(Doubt.rest(doubts).limit(route).alternatives());
    doubts.forEach(doubt -> all.add(doubt.way().alternative("gateway", entry.index(), entry.index(), planes)));
    return new Route(route.entry(), route.name(), all, route.origin());
  }

  private static Onward open(Doubt doubt, int proxy) {
    return new Onward(List.of(new Step.Hop("gateway", doubt.taken(), List.of(), doubt.origin()),
        new Step.Hop("route", doubt.served(), List.of(), doubt.origin())), proxy, 1, Optional.empty(),
        Optional.empty());
  }

  /** The endpoints that the objects are. */
  List<Endpoint> entries(NetworkBuilder network) {
    return gateways.stream().flatMap(gateway -> entry(gateway, network).stream()).distinct().toList();
  }

  private static Optional<Endpoint> entry(Gateway gateway, NetworkBuilder network) {
    return network.endpoint(otherId(gateway)).or(() -> network.endpoint(id(gateway)));
  }

  /** The routes of one of them. */
  List<Route> routes(Endpoint entry, NetworkBuilder network, Planes planes) {
    return gateways.stream()
        .filter(gateway -> entry(gateway, network).filter(entry::equals).isPresent())
        .map(gateway -> route(gateway, entry, planes))
        .toList();
  }

  /** The Service in front of the proxies leads its port to one of theirs; a port that none has is their own. */
  private int podPort(int proxy, int number) {
    for (MeshService service : registry.services()) {
      Optional<MeshPort> port = service.service().isPresent() ? service.port(number) : Optional.empty();
      if (port.isPresent()) {
        for (Target target : registry.targets(service, port.get())) {
          if (target.endpoint() == proxy && target.port().isPresent()) {
            return target.port().getAsInt();
          }
        }
      }
    }
    return number;
  }

  private Route route(Gateway gateway, Endpoint entry, Planes planes) {
    Origin origin = new Origin(gateway.id(), "", "", gateway.span());
    Map<List<Integer>, Route.Alternative> alternatives = new LinkedHashMap<>();
    listeners.forEach((proxy, servers) -> servers.forEach((port, list) -> list.forEach(each -> {
      if (each.gateway().equals(gateway)) {
        PacketExpr guard = PacketExpr.and(PacketExpr.is(Protocol.TCP),
            PacketExpr.is(Field.DESTINATION_PORT, each.server().port()));
        Path path = new Path(List.of(
            new Step.Hop("gateway", guard, List.of(new Assignment.ToEnd(Side.DESTINATION, proxy, Optional.empty()),
                new Assignment.ToPort(port)), origin),
            new Step.Stage(planes.egress()), new Step.Stage(planes.ingress())));
        alternatives.putIfAbsent(List.of(proxy, each.server().port()), new Route.Alternative(proxy, 1, path));
      }
    })));
    return new Route(entry.index(), "gateway " + gateway.namespace() + "/" + gateway.name(),
        List.copyOf(alternatives.values()), origin);
  }
}
