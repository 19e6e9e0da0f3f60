package dev.canreach.lower.istio;

import dev.canreach.lower.Lowerings;
import dev.canreach.lower.NetworkBuilder;
import dev.canreach.lower.Planes;
import dev.canreach.lower.SameObjects;
import dev.canreach.lower.istio.ClusterWays.Call;
import dev.canreach.lower.proxy.Limit;
import dev.canreach.model.Endpoint;
import dev.canreach.model.Origin;
import dev.canreach.model.Response;
import dev.canreach.model.Role;
import dev.canreach.model.Route;
import dev.canreach.packet.Cidr;
import dev.canreach.packet.EndpointSet;
import dev.canreach.packet.Field;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Side;
import dev.canreach.packet.TextField;
import dev.canreach.packet.TextPattern;
import dev.canreach.resource.istio.Sidecar;
import dev.canreach.resource.istio.SidecarListener;
import dev.canreach.resource.istio.VirtualService;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Where the proxies of clients send calls, whatever the kernel would do with them (ISTIO/I-9, I-11, I-12). */
final class ClientRoutes {
  private static final int BAD_GATEWAY = 502;
  private static final PacketExpr TLS = PacketExpr.matches(TextField.TLS, TextPattern.present());

  private final Registry registry;
  private final List<Clients> groups;
  private final VirtualServices virtualServices;
  private final ClusterWays clusters;
  private final RefusedRouting refused;
  private final String rootNamespace;
  private final SharedWays known;

  ClientRoutes(Registry registry, List<Clients> groups, VirtualServices virtualServices, ClusterWays clusters,
      RefusedRouting refused, String rootNamespace, SharedWays known) {
    this.known = known;
    this.refused = refused;
    this.rootNamespace = rootNamespace;
    this.registry = registry;
    this.groups = List.copyOf(groups);
    this.virtualServices = virtualServices;
    this.clusters = clusters;
  }

  /** The routes; adds what they lead to. */
  List<Route> routes(NetworkBuilder network, Planes planes, Arrivals arrivals) {
    List<Route> routes = new ArrayList<>();
    for (Clients clients : groups) {
      Listeners listeners = new Listeners(clients, network, planes);
      routes.addAll(listeners.routes());
      listeners.addTo(arrivals);
    }
    return routes;
  }

  /** The routes, and beside them what refused objects may do with calls instead (ISTIO/I-14). */
  List<Route> doubted(List<Route> routes, NetworkBuilder network, Planes planes) {
    if (refused.isEmpty()) {
      return routes;
    }
    Map<Integer, Rest> rest = new TreeMap<>();
    Map<SameObjects<List<Doubt>>, Rest> same = new HashMap<>();
    IdentityHashMap<List<Doubt>, List<Route.Alternative>> made = new IdentityHashMap<>();
    List<Route> more = new ArrayList<>();
    for (Endpoint entry : network.endpoints()) {
      List<List<Doubt>> all = new ArrayList<>();
      for (Clients clients : entry.role() == Role.FUTURE ? List.<Clients>of() : groups) {
        List<Doubt> doubts = refused.of(clients, rootNamespace, entry);
        int proxy = clients.members().nextSetBit(0);
        if (!doubts.isEmpty()) {
          more.add(new Route(entry.index(), "proxies of " + clients.name() + " as refused objects may say",
              made.computeIfAbsent(doubts,
                  key -> List.copyOf(key.stream()
                      .map(doubt -> doubt.way().alternative("client proxy", -1, proxy, planes))
                      .toList())),
              doubts.get(0).origin()));
          all.add(doubts);
        }
      }
      if (!all.isEmpty()) {
        rest.put(entry.index(),
            same.computeIfAbsent(new SameObjects<>(all),
                key -> new Rest(Doubt.rest(key.objects().stream().flatMap(List::stream).toList()))));
      }
    }
    List<Route> doubted = new ArrayList<>();
    for (Route route : routes) {
      Rest left = rest.get(route.entry());
      doubted.add(left == null ? route : left.of(route));
    }
    doubted.addAll(more);
    return doubted;
  }

  /** What doubts leave to routes; most entries have the same doubts, and most routes the same alternatives. */
  private static final class Rest {
    private final Limit limit;
    private final IdentityHashMap<List<Route.Alternative>, List<Route.Alternative>> lists = new IdentityHashMap<>();
    private final IdentityHashMap<Route.Alternative, Route.Alternative> known = new IdentityHashMap<>();

    Rest(Limit limit) {
      this.limit = limit;
    }

    Route of(Route route) {
      return new Route(route.entry(), route.name(), lists.computeIfAbsent(route.alternatives(), this::of),
          route.origin());
    }

    private List<Route.Alternative> of(List<Route.Alternative> alternatives) {
      return List.copyOf(alternatives.stream().map(each -> known.computeIfAbsent(each, limit::limit)).toList());
    }
  }

  /** What the proxies of one group listen on. */
  private final class Listeners {
    private final Clients clients;
    private final NetworkBuilder network;
    private final Planes planes;
    private final int proxy;
    private final HostRules rules;
    /** By entry and port: the ways of calls to the entry's own address. */
    private final Map<Integer, Map<Integer, List<Way>>> own = new TreeMap<>();
    /** By port: the ways of calls to any address that has none of its own. */
    private final Map<Integer, List<Way>> shared = new TreeMap<>();

    Listeners(Clients clients, NetworkBuilder network, Planes planes) {
      this.clients = clients;
      this.network = network;
      this.planes = planes;
      this.proxy = clients.members().nextSetBit(0);
      this.rules = new HostRules(virtualServices.visible(clients), virtualServices);
    }

    List<Route> routes() {
      Set<Integer> httpPorts = new TreeSet<>();
      httpPorts.add(80);
      Set<Integer> limited = limitedPorts();
      for (MeshService service : clients.services()) {
        for (MeshPort port : service.ports()) {
          if (limited.contains(port.number())) {
            continue;
          }
          switch (port.type()) {
            case HTTP -> {
              httpPorts.add(port.number());
              http(service, port);
            }
            case SNIFFED -> sniffed(service, port);
            case TCP, TLS -> stream(service, port, PacketExpr.TRUE);
            case NONE -> {
              // not the proxies' business
            }
          }
        }
      }
      httpPorts.removeAll(limited);
      for (int port : httpPorts) {
        List<Way> ways = table(port).ways();
        if (!ways.isEmpty()) {
          shared.computeIfAbsent(port, key -> new ArrayList<>()).addAll(ways);
        }
      }
      limited.forEach(this::open);
      return made();
    }

    /** Adds what the ways of calls to hosts lead to. */
    void addTo(Arrivals arrivals) {
      own.values().forEach(ports -> ports.forEach(arrivals::add));
      shared.forEach(arrivals::add);
    }

    private HttpTable table(int port) {
      return new HttpTable(clusters, Destinations.of(clients, registry), clients, rules, port, known);
    }

    /** Ports that a Sidecar object gives a listener of their own, which is not modelled. */
    private Set<Integer> limitedPorts() {
      Set<Integer> ports = new TreeSet<>();
      clients.sidecar()
          .map(Sidecar::egress)
          .orElse(List.of())
          .stream()
          .map(SidecarListener::port)
          .forEach(port -> port.ifPresent(ports::add));
      return ports;
    }

    private void open(int port) {
      Sidecar sidecar = clients.sidecar().orElseThrow();
      shared.computeIfAbsent(port, key -> new ArrayList<>())
          .add(RuleWays.open(on(port), new Origin(sidecar.id(), "", "spec.egress", sidecar.span()),
              "the listener on port " + port + " of `" + sidecar.id() + "` sends this call to somebody who takes it"));
    }

    private PacketExpr on(int port) {
      return PacketExpr.and(clients.guard(), PacketExpr.is(Field.DESTINATION_PORT, port));
    }

    /** Connections to a Service for HTTP about whose bytes the question says nothing, or that bring TLS. */
    private void http(MeshService service, MeshPort port) {
      if (service.service().isEmpty()) {
        return;
      }
      List<Way> ways = new ArrayList<>(table(port.number()).unspecified(service));
      PacketExpr tls = known.guard(PacketExpr.and(on(port.number()), TLS));
      ways.addAll(known.of(clients, Optional.of(service), Optional.empty(), port.number(), tls,
          () -> List.of(new Way(tls, List.of(),
              new Way.Outcome.Answer(Response.of(0, "the proxy waits for HTTP on this port, and gets TLS")),
              Optional.empty(), 1, service.origin()))));
      registry.entries(service).forEach(entry -> ways(entry, port.number()).addAll(ways));
    }

    private void sniffed(MeshService service, MeshPort port) {
      boolean addressed = !registry.entries(service).isEmpty();
      if (addressed) {
        addOwn(service, port, table(port.number()).called(service), PacketExpr.isHttp());
      }
      stream(service, port, PacketExpr.not(PacketExpr.isHttp()));
    }

    /** Connections whose bytes the proxy does not read. */
    private void stream(MeshService service, MeshPort port, PacketExpr bytes) {
      PacketExpr guard = PacketExpr.and(on(port.number()), bytes);
      List<Way> ways = new ArrayList<>();
      StreamWays streams = new StreamWays(clusters, Destinations.of(clients, registry), clients.namespace(),
          clients.labels(),
          port.number());
      PacketExpr rest = guard;
      boolean tls = port.type() == PortClass.TLS;
      String byName = "";
      for (VirtualService counts : rules.forStreams(service.host())) {
        StreamWays.Result result = streams.of(counts, tls ? counts.tls() : counts.tcp(), tls ? "tls" : "tcp", rest,
            HttpTable.ON_MESH);
        ways.addAll(result.ways());
        rest = result.rest();
        if (tls && result.any() && byName.isEmpty()) {
          byName = counts.id();
        }
      }
      if (!byName.isEmpty() && !rest.equals(PacketExpr.FALSE)) {
        ways.add(RuleWays.open(rest, service.origin(),
            "TLS for a name that `" + byName + "` does not list reaches somebody who takes it"));
      } else if (!rest.equals(PacketExpr.FALSE)) {
        ways.addAll(clusters.of(clients.namespace(), clients.labels(),
            new Call(service, port, "", rest, List.of(), 1, service.origin())));
      }
      addOwn(service, port, ways, bytes);
    }

    /** Adds ways to the addresses of a host; one without any is known by its name in TLS, or by its port alone. */
    private void addOwn(MeshService service, MeshPort port, List<Way> ways, PacketExpr bytes) {
      List<Endpoint> entries = registry.entries(service);
      boolean anywhere = service.entry().isPresent() && service.addresses().isEmpty();
      if (anywhere) {
        PacketExpr named = port.type() == PortClass.TLS ? StreamWays.sni(service.host()) : bytes;
        List<Way> list = shared.computeIfAbsent(port.number(), key -> new ArrayList<>());
        ways.forEach(way -> list.add(way.limited(named)));
        return;
      }
      for (Endpoint entry : entries) {
        PacketExpr address = service.service().isPresent() ? PacketExpr.TRUE : addresses(service);
        ways.forEach(way -> ways(entry, port.number()).add(way.limited(address)));
      }
      if (service.headless()) {
        for (Target target : registry.targets(service, port)) {
          ways(network.endpoints().get(target.endpoint()), port.number()).addAll(ways);
        }
      }
    }

    private PacketExpr addresses(MeshService service) {
      return PacketExpr.or(service.addresses()
          .stream()
          .map((Cidr block) -> PacketExpr.inPrefix(Side.DESTINATION, block))
          .toList());
    }

    private List<Way> ways(Endpoint entry, int port) {
      return own.computeIfAbsent(entry.index(), key -> new TreeMap<>())
          .computeIfAbsent(port, key -> new ArrayList<>());
    }

    private List<Route> made() {
      Map<Integer, Anywhere> common = new LinkedHashMap<>();
      shared.forEach((port, ways) -> common.put(port, new Anywhere(port, ways)));
      Map<List<PacketExpr>, List<Route.Alternative>> blackHoles = new HashMap<>();
      List<Route> routes = new ArrayList<>();
      for (Endpoint entry : network.endpoints()) {
        if (entry.role() == Role.FUTURE) {
          continue;
        }
        Map<Integer, List<Way>> mine = own.getOrDefault(entry.index(), Map.of());
        mine.forEach((port, ways) -> routes
            .add(route(entry, port, alternatives(towards(entry, port, ways), entry.index()))));
        common.forEach((port, anywhere) -> routes
            .addAll(anywhere.routes(entry, mine.getOrDefault(port, List.of()))));
        if (!clients.anyOutbound()) {
          List<PacketExpr> taken = mine.values().stream().flatMap(List::stream).map(Way::guard).toList();
          routes.add(blackHole(entry, blackHoles.computeIfAbsent(taken, this::unknown)));
        }
      }
      return routes;
    }

    /**
     * The ways of calls on one port to any address that has none of its own. A mesh has as many as it has hosts, and as many
     * addresses: where they lead whatever was called, the routes of all addresses have them in one list.
     */
    private final class Anywhere {
      private final int port;
      /** Those that lead to the same place whatever address was called. */
      private final List<Way> leading = new ArrayList<>();
      /** Those that the address decides, and those that get the same calls. */
      private final List<Way> addressed = new ArrayList<>();
      /** By the calls that a host gets: the endpoints behind it. */
      private final Map<PacketExpr, BitSet> behind = new HashMap<>();
      private final BitSet receivers = new BitSet();
      private final boolean keepsAddress;
      /** By the calls that ways of single addresses leave to them. */
      private final Map<PacketExpr, List<Route.Alternative>> alternatives = new HashMap<>();

      Anywhere(int port, List<Way> ways) {
        this.port = port;
        this.keepsAddress = ways.stream().anyMatch(way -> way.outcome() instanceof Way.Outcome.Original);
        Set<PacketExpr> kept = new HashSet<>();
        for (Way way : ways) {
          if (way.outcome() instanceof Way.Outcome.Original original) {
            original.own().forEach(each -> calls(each).ifPresent(kept::add));
          }
          if (way.outcome() instanceof Way.Outcome.To to) {
            receivers.set(to.target().endpoint());
            behind.computeIfAbsent(to.calls(), key -> new BitSet()).set(to.target().endpoint());
          }
        }
        for (Way way : ways) {
          boolean leads = leads(way) && !(way.outcome() instanceof Way.Outcome.Original)
              && calls(way).filter(kept::contains).isEmpty();
          (leads ? leading : addressed).add(way);
        }
      }

      List<Route> routes(Endpoint entry, List<Way> specific) {
        PacketExpr rest = PacketExpr.not(PacketExpr.or(specific.stream().map(Way::guard).toList()));
        List<Route> routes = new ArrayList<>();
        routes.add(route(entry, port, alternatives.computeIfAbsent(rest, this::alternatives)));
        boolean asked = keepsAddress || receivers.get(entry.index());
        if (!addressed.isEmpty() && (asked || !specific.isEmpty() || entry.role() == Role.OUTSIDE)) {
          routes.add(route(entry, port,
              towards(entry, port, addressed).stream()
                  .map(way -> alternative(way.limited(rest), leads(way) ? -1 : entry.index()))
                  .toList()));
        }
        return routes;
      }

      private List<Route.Alternative> alternatives(PacketExpr rest) {
        List<Route.Alternative> all = new ArrayList<>();
        for (Way way : leading) {
          PacketExpr condition = PacketExpr.and(others(way), rest);
          all.add(known.alternative(way, condition, () -> alternative(way.limited(condition), -1)));
        }
        return List.copyOf(all);
      }

      /** Of a host that a pod stands behind, the pod that was called serves the call itself. */
      private PacketExpr others(Way way) {
        if (!(way.outcome() instanceof Way.Outcome.To to)) {
          return PacketExpr.TRUE;
        }
        BitSet others = new BitSet();
        others.or(behind.getOrDefault(to.calls(), others));
        others.clear(to.target().endpoint());
        return PacketExpr.not(PacketExpr.isEndpoint(Side.DESTINATION, EndpointSet.of(others)));
      }
    }

    private static Optional<PacketExpr> calls(Way way) {
      return way.outcome() instanceof Way.Outcome.To to ? Optional.of(to.calls()) : Optional.empty();
    }

    /** Whether a way is the same whatever address was called; others are left to the kernel where a Service owns it. */
    private static boolean leads(Way way) {
      return !(way.outcome() instanceof Way.Outcome.Stay);
    }

    private static boolean leadsTo(Way way, Endpoint entry) {
      return way.outcome() instanceof Way.Outcome.To to && to.target().endpoint() == entry.index();
    }

    /**
     * The ways of calls to one address: those that the address decides are decided, and of a host that a pod stands behind, the
     * pod that was called serves the call itself.
     */
    private List<Way> towards(Endpoint entry, int port, List<Way> ways) {
      List<Way> decided = new ArrayList<>();
      for (Way way : ways) {
        if (way.outcome() instanceof Way.Outcome.Original original) {
          decided.addAll(original(entry, port, way, original));
        } else if (leads(way) || entry.role() != Role.VIRTUAL) {
          decided.add(way);
        }
      }
      Set<PacketExpr> served = new HashSet<>();
      decided.stream()
          .filter(way -> leadsTo(way, entry))
          .forEach(way -> served.add(((Way.Outcome.To) way.outcome()).calls()));
      if (served.isEmpty()) {
        return decided;
      }
      return decided.stream()
          .filter(way -> !(way.outcome() instanceof Way.Outcome.To to) || leadsTo(way, entry)
              || !served.contains(to.calls()))
          .toList();
    }

    /** Where a call goes that keeps its address: behind a Service to the pods there, else to the address itself. */
    private List<Way> original(Endpoint entry, int port, Way way, Way.Outcome.Original original) {
      boolean mine = registry.entries(original.service()).contains(entry)
          || original.own().stream().anyMatch(each -> leadsTo(each, entry));
      if (mine) {
        return original.own();
      }
      if (entry.role() != Role.VIRTUAL) {
        return List.of(way.to(new Way.Outcome.Stay()));
      }
      List<Way> ways = new ArrayList<>();
      for (MeshService service : registry.services()) {
        Optional<MeshPort> called = service.port(port);
        if (called.isPresent() && service.service().isPresent() && registry.entries(service).contains(entry)) {
          registry.targets(service, called.get())
              .forEach(target -> ways.add(way.to(new Way.Outcome.To(target, way.guard())).limited(target.condition())));
        }
      }
      return ways;
    }

    private Route.Alternative alternative(Way way, int entry) {
      return way.alternative("client proxy", entry, proxy, planes);
    }

    private List<Route.Alternative> alternatives(List<Way> ways, int entry) {
      return ways.stream()
          .map(way -> leads(way)
              ? known.alternative(way, PacketExpr.TRUE, () -> alternative(way, -1))
              : alternative(way, entry))
          .toList();
    }

    private Route route(Endpoint entry, int port, List<Route.Alternative> alternatives) {
      return new Route(entry.index(), "proxies of " + clients.name() + " on port " + port, alternatives,
          new Origin("mesh", clients.name(), "", Lowerings.builtIn()));
    }

    /** Calls to unknown destinations, where the proxies let none pass (ISTIO/I-12). */
    private Route blackHole(Endpoint entry, List<Route.Alternative> unknown) {
      return new Route(entry.index(), "proxies of " + clients.name(), unknown, outbound());
    }

    /** What becomes of the calls that neither these ways take nor those of any address. */
    private List<Route.Alternative> unknown(List<PacketExpr> own) {
      List<PacketExpr> taken = new ArrayList<>(own);
      shared.values().forEach(ways -> ways.forEach(way -> taken.add(way.guard())));
      Way way = new Way(PacketExpr.and(clients.guard(), PacketExpr.not(PacketExpr.or(taken))), List.of(),
          new Way.Outcome.Answer(Response.of(BAD_GATEWAY, "the proxy of the client knows no such destination")),
          Optional.empty(), 1, outbound());
      return List.of(alternative(way, -1));
    }

    private Origin outbound() {
      return clients.sidecar()
          .map(sidecar -> new Origin(sidecar.id(), "", "spec.outboundTrafficPolicy", sidecar.span()))
          .orElseGet(() -> new Origin("mesh", "outboundTrafficPolicy", "", Lowerings.builtIn()));
    }
  }
}
