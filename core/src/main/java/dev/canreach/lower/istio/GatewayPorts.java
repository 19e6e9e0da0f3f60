package dev.canreach.lower.istio;

import dev.canreach.lower.Onward;
import dev.canreach.lower.Planes;
import dev.canreach.lower.istio.GatewayRoutes.Server;
import dev.canreach.lower.kubernetes.PodClass;
import dev.canreach.model.Assignment;
import dev.canreach.model.Origin;
import dev.canreach.model.Response;
import dev.canreach.model.Step;
import dev.canreach.packet.Field;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Protocol;
import dev.canreach.packet.Side;
import dev.canreach.packet.TextChange;
import dev.canreach.packet.TextField;
import dev.canreach.packet.TextPattern;
import dev.canreach.resource.istio.Gateway;
import dev.canreach.resource.istio.HostPatterns;
import dev.canreach.resource.istio.HttpRule;
import dev.canreach.resource.istio.ServerTls;
import dev.canreach.resource.istio.StreamRule;
import dev.canreach.resource.istio.VirtualService;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** One port of a gateway proxy: the servers on it, and the virtual services behind them (ISTIO/I-10). */
final class GatewayPorts {
  private static final Set<String> HTTP = Set.of("HTTP", "HTTP2", "GRPC", "GRPC-WEB");
  private static final int NOT_FOUND = 404;
  private static final int MOVED = 301;
  private static final PacketExpr TLS = PacketExpr.matches(TextField.TLS, TextPattern.present());
  private static final PacketExpr PLAIN = PacketExpr.and(PacketExpr.not(TLS), PacketExpr.not(Identities.KNOWN));

  private final ClusterWays clusters;
  private final Registry registry;
  private final VirtualServices virtualServices;
  private final boolean authorized;

  /**
   * @param authorized whether some authorization policy may apply to gateways
   */
  GatewayPorts(ClusterWays clusters, Registry registry, VirtualServices virtualServices, boolean authorized) {
    this.clusters = clusters;
    this.registry = registry;
    this.virtualServices = virtualServices;
    this.authorized = authorized;
  }

  /** The ways of what arrives at a port of a proxy; the first server decides how the port is read. */
  List<Onward> of(int proxy, PodClass pod, int port, List<Server> servers, Planes planes) {
    Port at = new Port(proxy, pod, port, planes);
    List<Onward> ways = new ArrayList<>();
    String first = kind(servers.get(0));
    List<Server> alike = servers.stream().filter(server -> kind(server).equals(first)).toList();
    switch (first) {
      case "http" -> {
        ways.add(at.opens(alike.get(0)));
        ways.addAll(at.http(alike, PLAIN, List.of()));
      }
      case "tcp" -> ways.addAll(at.tcp(alike));
      default -> ways.addAll(at.tls(alike));
    }
    return ways;
  }

  /** Plain HTTP, plain bytes, or TLS; servers of another kind than the first on the port are left out. */
  private static String kind(Server server) {
    if (server.server().tls().isPresent() && !HTTP.contains(server.server().protocol().toUpperCase(Locale.ROOT))) {
      return "tls";
    }
    return HTTP.contains(server.server().protocol().toUpperCase(Locale.ROOT)) ? "http" : "tcp";
  }

  /** A port at work. */
  private final class Port {
    private final int proxy;
    private final PodClass pod;
    private final PacketExpr here;
    private final Planes planes;

    Port(int proxy, PodClass pod, int port, Planes planes) {
      this.proxy = proxy;
      this.pod = pod;
      this.planes = planes;
      this.here = PacketExpr.and(PacketExpr.is(Protocol.TCP), PacketExpr.is(Field.DESTINATION_PORT, port));
    }

    /** A connection about whose request the question says nothing. */
    Onward opens(Server server) {
      PacketExpr raw = PacketExpr.and(here, PLAIN, PacketExpr.not(PacketExpr.isHttp()));
      return new Onward(List.of(new Step.Hop("gateway", raw, List.of(), origin(server))), proxy, 1, Optional.empty(),
          Optional.empty());
    }

    private Origin origin(Server server) {
      return new Origin(server.gateway().id(), "server " + (server.server().index() + 1),
          "spec.servers[" + server.server().index() + "]", server.server().span());
    }

    /** Servers for HTTP; {@code end} is what happens to the connection before HTTP is read. */
    List<Onward> http(List<Server> servers, PacketExpr guard, List<Assignment> end) {
      List<Onward> ways = new ArrayList<>();
      Map<String, List<Host>> hosts = new LinkedHashMap<>();
      for (Server server : servers) {
        if (server.server().httpsRedirect()) {
          server.server()
              .hosts()
              .forEach(host -> hosts.computeIfAbsent(name(host), key -> new ArrayList<>())
                  .add(new Host(server, Optional.empty())));
          continue;
        }
        for (VirtualService service : attached(server)) {
          for (String host : virtualServices.hosts(service)) {
            common(server, service, host).forEach(name -> hosts.computeIfAbsent(name, key -> new ArrayList<>())
                .add(new Host(server, Optional.of(service))));
          }
        }
      }
      List<String> order = hosts.keySet()
          .stream()
          .sorted(Comparator.comparing(HostPatterns::isPattern)
              .thenComparing(Comparator.comparingInt(String::length).reversed())
              .thenComparing(Comparator.naturalOrder()))
          .toList();
      PacketExpr arrives = PacketExpr.and(here, guard);
      List<Way> all = new ArrayList<>();
      List<PacketExpr> earlier = new ArrayList<>();
      for (String host : order) {
        PacketExpr own = host.equals("*") ? PacketExpr.TRUE : is(host);
        PacketExpr taken = PacketExpr.and(PacketExpr.isHttp(), own, PacketExpr.not(PacketExpr.or(earlier)));
        all.addAll(host(hosts.getOrDefault(host, List.of()), taken));
        earlier.add(own);
      }
      PacketExpr rest = PacketExpr.and(PacketExpr.isHttp(), PacketExpr.not(PacketExpr.or(earlier)));
      if (!rest.equals(PacketExpr.FALSE)) {
        all.add(notFound(rest, origin(servers.get(0)), "no virtual service is for this host"));
      }
      plain(all).forEach(way -> ways.add(onward(way, arrives, end, origin(servers.get(0)))));
      return ways;
    }

    private List<Way> host(List<Host> entries, PacketExpr guard) {
      List<Way> ways = new ArrayList<>();
      PacketExpr rest = guard;
      for (Host entry : entries) {
        if (entry.service().isEmpty()) {
          ways.add(new Way(rest, List.of(new Assignment.Rewrite(TextChange.set(TextField.SCHEME, "https"))),
              new Way.Outcome.Answer(Response.redirect(MOVED, OptionalInt.empty(),
                  "`" + entry.server().gateway().id() + "` sends plain HTTP to HTTPS")),
              Optional.empty(), 1, origin(entry.server())));
          return ways;
        }
        RuleWays rules = new RuleWays(clusters, host -> registry.find(host, pod.namespace()), pod.namespace(),
            pod.labels(), entry.server().server().port(), false);
        Predicate<String> onGateway = on(entry.server().gateway(), entry.service().get());
        List<HttpRule> applicable = rules.applicable(entry.service().get(), onGateway);
        List<Way> own = rules.of(entry.service().get(), applicable, rest);
        List<Way> found = own.stream().filter(way -> !isNotFound(way)).toList();
        ways.addAll(found);
        rest = PacketExpr.and(rest, PacketExpr.not(PacketExpr.or(found.stream().map(Way::guard).toList())));
      }
      if (!rest.equals(PacketExpr.FALSE)) {
        ways.add(notFound(rest, origin(entries.get(0).server()), "no rule of a virtual service matches the request"));
      }
      return ways;
    }

    /** A gateway finds the pods of every host itself. */
    private static List<Way> plain(List<Way> ways) {
      return ways.stream()
          .flatMap(way -> way.outcome() instanceof Way.Outcome.Original original
              ? original.own().stream()
              : Stream.of(way))
          .toList();
    }

    /** The first hop reads the connection, the proxy's own policies judge it, and the second hop sends it on. */
    private Onward onward(Way way, PacketExpr arrives, List<Assignment> end, Origin server) {
      List<Step> steps = new ArrayList<>();
      steps.add(new Step.Hop("gateway", arrives, end, server));
      if (!end.isEmpty()) {
        steps.addAll(planes.proxies());
      }
      List<Assignment> changes = new ArrayList<>();
      changes.add(new Assignment.Rewrite(TextChange.remove(TextField.PRINCIPAL)));
      changes.addAll(way.changes());
      return switch (way.outcome()) {
        case Way.Outcome.To to -> {
          changes.add(new Assignment.ToEnd(Side.SOURCE, proxy, Optional.empty()));
          changes.add(new Assignment.ToEnd(Side.DESTINATION, to.target().endpoint(), to.target().address()));
          to.target().port().ifPresent(number -> changes.add(new Assignment.ToPort(number)));
          steps.add(new Step.Hop("route", way.guard(), changes, way.origin()));
          steps.addAll(planes.straight());
          steps.add(new Step.Stage(planes.ingress()));
          yield new Onward(steps, to.target().endpoint(), way.weight(), way.backend(), Optional.empty());
        }
        case Way.Outcome.Answer answer -> {
          steps.add(new Step.Hop("route", way.guard(), way.changes(), way.origin()));
          yield new Onward(steps, proxy, way.weight(), way.backend(), Optional.of(answer.response()));
        }
        case Way.Outcome.Original original -> open(steps, way, "the proxy finds an endpoint of `"
            + original.service().host() + "` that takes it");
        case Way.Outcome.Stay stay -> open(steps, way, "the address outside the mesh takes it");
        case Way.Outcome.Open unknown -> {
          steps.add(new Step.Hop("route", PacketExpr.and(way.guard(), PacketExpr.holds(unknown.assumption())),
              List.of(), way.origin()));
          yield new Onward(steps, proxy, way.weight(), way.backend(), Optional.empty());
        }
      };
    }

    private Onward open(List<Step> steps, Way way, String statement) {
      Way unknown = RuleWays.open(way.guard(), way.origin(), statement);
      steps.add(new Step.Hop("route",
          PacketExpr.and(way.guard(), PacketExpr.holds(((Way.Outcome.Open) unknown.outcome()).assumption())), List.of(),
          way.origin()));
      return new Onward(steps, proxy, way.weight(), way.backend(), Optional.empty());
    }

    List<Onward> tls(List<Server> servers) {
      List<Onward> ways = new ArrayList<>();
      List<String> names = servers.stream()
          .flatMap(server -> server.server().hosts().stream().map(Port::name))
          .distinct()
          .sorted(Comparator.comparing(HostPatterns::isPattern)
              .thenComparing(Comparator.comparingInt(String::length).reversed())
              .thenComparing(Comparator.naturalOrder()))
          .toList();
      List<PacketExpr> earlier = new ArrayList<>();
      for (String name : names) {
        PacketExpr own = name.equals("*") ? PacketExpr.TRUE : StreamWays.sni(name);
        PacketExpr asked = PacketExpr.and(own, PacketExpr.not(PacketExpr.or(earlier)));
        Server server = servers.stream()
            .filter(each -> each.server().hosts().stream().anyMatch(host -> name(host).equals(name)))
            .findFirst()
            .orElseThrow();
        ways.addAll(tls(server, asked));
        earlier.add(own);
      }
      return ways;
    }

    private List<Onward> tls(Server server, PacketExpr asked) {
      ServerTls mode = server.server().tls().orElse(ServerTls.PASSTHROUGH);
      PacketExpr mutual = PacketExpr.matches(TextField.CLIENT_CERTIFICATE, TextPattern.present());
      PacketExpr accepted = switch (mode) {
        case MUTUAL -> PacketExpr.and(TLS, asked, mutual);
        case ISTIO_MUTUAL -> Identities.KNOWN;
        case SIMPLE, OPTIONAL_MUTUAL, PASSTHROUGH, AUTO_PASSTHROUGH -> PacketExpr.and(TLS, asked);
      };
      boolean passes = mode == ServerTls.PASSTHROUGH || mode == ServerTls.AUTO_PASSTHROUGH;
      List<Assignment> end = List.of(new Assignment.Rewrite(new TextChange.EndTls()));
      if (!passes && server.server().protocol().equalsIgnoreCase("HTTPS")) {
        return http(List.of(server), accepted, end);
      }
      if (mode == ServerTls.AUTO_PASSTHROUGH || (passes && authorized)) {
        Way unknown = RuleWays.open(accepted, origin(server),
            "the gateway passes this TLS on to somebody who takes it");
        return List.of(onward(unknown, here, List.of(), origin(server)));
      }
      return streams(server, accepted, passes ? List.of() : end, passes);
    }

    List<Onward> tcp(List<Server> servers) {
      Way mutual = RuleWays.open(Identities.KNOWN, origin(servers.get(0)),
          "the gateway passes mutual TLS on to somebody who takes it");
      List<Onward> ways = new ArrayList<>(streams(servers.get(0), PacketExpr.not(Identities.KNOWN), List.of(), false));
      ways.add(onward(mutual, here, List.of(), origin(servers.get(0))));
      return ways;
    }

    private List<Onward> streams(Server server, PacketExpr accepted, List<Assignment> end, boolean tls) {
      List<Onward> ways = new ArrayList<>();
      PacketExpr rest = PacketExpr.TRUE;
      for (VirtualService service : attached(server)) {
        List<StreamRule> rules = tls ? service.tls() : service.tcp();
        StreamWays.Result result = new StreamWays(clusters, host -> registry.find(host, pod.namespace()),
            pod.namespace(), pod.labels(), server.server().port())
            .of(service, rules, tls ? "tls" : "tcp", rest, on(server.gateway(), service));
        plain(result.ways()).forEach(way -> ways.add(onward(way, PacketExpr.and(here, accepted), end, origin(server))));
        rest = result.rest();
      }
      return ways;
    }

    private Way notFound(PacketExpr guard, Origin origin, String reason) {
      return new Way(guard, List.of(), new Way.Outcome.Answer(Response.of(NOT_FOUND, reason)), Optional.empty(), 1,
          origin);
    }

    private static boolean isNotFound(Way way) {
      return way.outcome() instanceof Way.Outcome.Answer answer && answer.response().status() == NOT_FOUND
          && !answer.response().redirects() && way.origin().field().equals("spec.http");
    }

    /**
     * The virtual services that list the gateway, are exported to its proxies, and whose namespace a host admits: those exported
     * to everybody come last (ISTIO/IX-3).
     */
    private List<VirtualService> attached(Server server) {
      return virtualServices.all()
          .stream()
          .filter(service -> !service.hosts().isEmpty()
              && service.gateways().stream().anyMatch(on(server.gateway(), service)))
          .filter(service -> {
            List<String> targets = virtualServices.exportTo(service);
            return targets.contains("*") || targets.contains(pod.namespace());
          })
          .filter(service -> virtualServices.hosts(service)
              .stream()
              .anyMatch(host -> !common(server, service, host).isEmpty()))
          .sorted(Comparator.comparing(service -> virtualServices.exportTo(service).contains("*")))
          .toList();
    }

    /** The names that a host of a virtual service and the hosts of a server have in common. */
    private List<String> common(Server server, VirtualService service, String host) {
      List<String> names = new ArrayList<>();
      for (String written : server.server().hosts()) {
        int slash = written.indexOf('/');
        String namespace = slash < 0 ? "*" : written.substring(0, slash);
        String wanted = namespace.equals(".") ? server.gateway().namespace() : namespace;
        if (wanted.equals("*") || wanted.equals(service.namespace())) {
          String own = name(written);
          if (own.equals("*") || HostPatterns.covers(own, host) || own.equals(host)) {
            names.add(host.toLowerCase(Locale.ROOT));
          } else if (host.equals("*") || HostPatterns.covers(host, own)) {
            names.add(own);
          }
        }
      }
      return names.stream().distinct().toList();
    }

    private static String name(String host) {
      return host.substring(host.indexOf('/') + 1).toLowerCase(Locale.ROOT);
    }

    private static PacketExpr is(String host) {
      return PacketExpr.matches(TextField.HOST, HostPatterns.isPattern(host)
          ? new TextPattern.Suffix(host.substring(1), false)
          : new TextPattern.Exact(host, false));
    }

    private static Predicate<String> on(Gateway gateway, VirtualService service) {
      return name -> {
        int slash = name.indexOf('/');
        String namespace = slash < 0 ? service.namespace() : name.substring(0, slash);
        return gateway.namespace().equals(namespace) && gateway.name().equals(name.substring(slash + 1));
      };
    }
  }

  /**
   * A host on a server.
   *
   * @param server the server
   * @param service the virtual service for it; empty where plain HTTP is sent to HTTPS
   */
  private record Host(Server server, Optional<VirtualService> service) {}
}
