package dev.canreach.lower.linkerd;

import dev.canreach.lower.Lowering;
import dev.canreach.lower.Lowerings;
import dev.canreach.lower.NetworkBuilder;
import dev.canreach.lower.gateway.RequestContest.Won;
import dev.canreach.lower.kubernetes.Cluster;
import dev.canreach.lower.kubernetes.OpenLabel;
import dev.canreach.lower.kubernetes.RefusedParts;
import dev.canreach.lower.linkerd.ServedPorts.Served;
import dev.canreach.model.Action;
import dev.canreach.model.Condition;
import dev.canreach.model.Origin;
import dev.canreach.model.PolicyRule;
import dev.canreach.model.Scope;
import dev.canreach.model.Tier;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.TextField;
import dev.canreach.packet.TextPattern;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.gateway.GatewayRoute;
import dev.canreach.resource.gateway.RouteFilter;
import dev.canreach.resource.linkerd.AuthorizationPolicy;
import dev.canreach.resource.linkerd.LinkerdResource;
import dev.canreach.resource.linkerd.Server;
import dev.canreach.resource.linkerd.ServerAuthorization;
import dev.canreach.resource.linkerd.TargetRef;
import java.util.ArrayList;
import java.util.List;

/**
 * What the proxies of pods take: on the ports of Servers what some authorization allows, on others what the default policy
 * does (LINKERD/L-5). Authorizations of a Server and of its routes add up.
 */
final class InboundTier implements Lowering.Rules {
  private static final String CLIENT = "client";
  private static final String REQUEST = "request";

  private final Inventory inventory;
  private final Cluster cluster;
  private final Connections connections;
  private final ServedPorts servers;
  private final ServerRoutes routes;
  private final Clients clients;
  private final Authorizations authorizations;
  private final DefaultPolicies defaults;
  private final Probes probes;
  private final List<Scope> scopes = new ArrayList<>();
  private final List<PolicyRule> denials = new ArrayList<>();
  private final List<PolicyRule> permissions = new ArrayList<>();

  InboundTier(Inventory inventory, Cluster cluster, Connections connections, ServedPorts servers, Clients clients,
      DefaultPolicies defaults, Probes probes) {
    this.inventory = inventory;
    this.cluster = cluster;
    this.connections = connections;
    this.servers = servers;
    this.routes = new ServerRoutes(inventory);
    this.clients = clients;
    this.authorizations = new Authorizations(inventory, clients);
    this.defaults = defaults;
    this.probes = probes;
  }

  @Override
  public void addTo(NetworkBuilder network) {
    ownPorts();
    servers.all().forEach(this::server);
    inventory.latest(AuthorizationPolicy.class).forEach(this::policy);
    inventory.latest(ServerAuthorization.class).forEach(this::authorization);
    defaults.addTo(scopes, permissions, PacketExpr.not(servers.any()));
    probes();
    List<PolicyRule> rules = new ArrayList<>(
        new Doubts(inventory, cluster, servers, routes, connections.received()).rules());
    rules.addAll(denials);
    rules.addAll(permissions);
    network.proxy("linkerd", NetworkBuilder.MESH_REQUEST, new Tier("inbound policy", scopes, rules, Action.DENY));
  }

  /** What the proxy serves itself, such as its metrics, may have rules of its own. */
  private void ownPorts() {
    Origin origin = new Origin("mesh", "", "", Lowerings.builtIn());
    Assumption takes = Assumption.open("not understood", "the proxy takes connections to a port of its own",
        "ask about the ports of the pod");
    allow(connections.toProxyItself(), origin, List.of(new Condition(CLIENT, PacketExpr.holds(takes), origin)));
  }

  private void server(Served served) {
    Server server = served.server();
    PacketExpr subject = subject(served);
    scopes.add(new Scope(subject, new Origin(server.id(), "", "", server.span())));
    PacketExpr taken = clients.taken(server.access());
    if (!taken.equals(PacketExpr.FALSE)) {
      allow(subject, origin(server, "spec.accessPolicy"), List.of(client(taken, server)));
    }
    if (server.protocol().isHttp()) {
      Assumption unread = Assumption.open("not understood",
          "the proxy refuses TLS of the client's own on a port for HTTP", "set `proxyProtocol` as clients talk");
      denials.add(new PolicyRule(
          PacketExpr.and(subject, PacketExpr.matches(TextField.TLS, TextPattern.present()), PacketExpr.holds(unread)),
          List.of(), Action.DENY, origin(server, "spec.proxyProtocol")));
    }
    List<GatewayRoute> own = routesOf(server);
    if (!own.isEmpty()) {
      refuseUnrouted(served, own);
    }
  }

  private PacketExpr subject(Served served) {
    return PacketExpr.and(connections.received(), served.subject());
  }

  private static Origin origin(LinkerdResource resource, String field) {
    return new Origin(resource.id(), "", field, resource.span());
  }

  private static Condition client(PacketExpr expr, LinkerdResource resource) {
    return new Condition(CLIENT, expr, origin(resource, ""));
  }

  private void allow(PacketExpr subject, Origin origin, List<Condition> conditions) {
    permissions.add(new PolicyRule(subject, conditions, Action.ALLOW, origin));
  }

  /** The routes that the proxy goes by: none where it does not read HTTP. */
  private List<GatewayRoute> routesOf(Server server) {
    return server.protocol().mayBeHttp() ? routes.on(server) : List.of();
  }

  /** Where there are routes, a request must match one of them; and one that is redirected is not served. */
  private void refuseUnrouted(Served served, List<GatewayRoute> own) {
    PacketExpr subject = PacketExpr.and(subject(served), PacketExpr.isHttp());
    List<Won> won = routes.won(served.server());
    PacketExpr counts = PacketExpr.or(own.stream().map(routes::accepted).toList());
    PacketExpr routed = PacketExpr.or(won.stream().map(Won::requests).toList());
    Origin nowhere = new Origin(served.server().id(), "routes", "", served.server().span());
    denials.add(new PolicyRule(subject,
        List.of(new Condition(REQUEST, PacketExpr.and(counts, PacketExpr.not(routed)), nowhere)), Action.DENY,
        nowhere));
    for (Won rule : won) {
      if (rule.rule().filters().stream().anyMatch(RouteFilter.Redirect.class::isInstance)) {
        Origin redirect = origin(rule);
        denials.add(new PolicyRule(subject, List.of(new Condition(REQUEST, rule.requests(), redirect)), Action.DENY,
            redirect));
      }
    }
  }

  private Origin origin(Won rule) {
    return new Origin(routes.written(rule.route()).id(), "rule " + (rule.rule().index() + 1),
        "spec.rules[" + rule.rule().index() + "]", rule.rule().span());
  }

  private void policy(AuthorizationPolicy policy) {
    TargetRef target = policy.target();
    PacketExpr shown = authorizations.shown(policy);
    RefusedParts refused = RefusedParts.of(policy, inventory);
    if (refused.touch("spec.targetRef")) {
      permit(policy, servers.in(policy.namespace()), PacketExpr.and(shown, refused.mayMean("is about this Server")));
    } else if (target.isPolicy("Server") || target.isCore("Namespace")) {
      boolean whole = target.isCore("Namespace");
      if (!whole || target.name().equals(policy.namespace())) {
        permit(policy, servers.in(policy.namespace())
            .stream()
            .filter(served -> whole || served.server().name().equals(target.name()))
            .toList(), shown);
      }
    } else {
      servers.in(policy.namespace()).forEach(served -> routed(policy, served, shown));
    }
  }

  private void permit(LinkerdResource resource, List<Served> targets, PacketExpr shown) {
    PacketExpr subject = PacketExpr.or(targets.stream().map(Served::subject).toList());
    if (!subject.equals(PacketExpr.FALSE)) {
      allow(PacketExpr.and(connections.received(), subject), origin(resource, ""),
          List.of(client(shown, resource)));
    }
  }

  /**
   * A policy for one route of a Server. Where the question does not say which request comes, a connection opens as long as some
   * request might pass.
   */
  private void routed(AuthorizationPolicy policy, Served served, PacketExpr shown) {
    List<GatewayRoute> own = routesOf(served.server());
    if (own.stream().noneMatch(route -> ServerRoutes.isTarget(policy.target(), route))) {
      return;
    }
    PacketExpr requests = PacketExpr.or(routes.won(served.server())
        .stream()
        .filter(won -> ServerRoutes.isTarget(policy.target(), won.route()))
        .map(Won::requests)
        .toList());
    PacketExpr accepted = PacketExpr.or(own.stream()
        .filter(route -> ServerRoutes.isTarget(policy.target(), route))
        .map(routes::accepted)
        .toList());
    Origin origin = origin(policy, "");
    allow(PacketExpr.and(subject(served), PacketExpr.isHttp()), origin,
        List.of(client(shown, policy), new Condition(REQUEST, requests, origin)));
    PacketExpr silent = PacketExpr.not(
        PacketExpr.or(PacketExpr.isHttp(), PacketExpr.matches(TextField.TLS, TextPattern.present())));
    allow(PacketExpr.and(subject(served), silent, accepted), origin, List.of(client(shown, policy)));
  }

  private void authorization(ServerAuthorization authorization) {
    RefusedParts refused = RefusedParts.of(authorization, inventory);
    PacketExpr shown = authorizations.shown(authorization);
    if (refused.touch("spec.server")) {
      permit(authorization, servers.in(authorization.namespace()),
          PacketExpr.and(shown, refused.mayMean("is about this Server")));
      return;
    }
    List<Served> targets = new ArrayList<>();
    for (Served served : servers.in(authorization.namespace())) {
      PacketExpr about = isAbout(authorization, served.server());
      if (about.equals(PacketExpr.TRUE)) {
        targets.add(served);
      } else if (!about.equals(PacketExpr.FALSE)) {
        permit(authorization, List.of(served), PacketExpr.and(shown, about));
      }
    }
    permit(authorization, targets, shown);
  }

  /** The authorization names the Server, or selects it: open where labels of the Server could not be read. */
  private static PacketExpr isAbout(ServerAuthorization authorization, Server server) {
    if (authorization.server().isPresent()) {
      return PacketExpr.constant(authorization.server().get().equals(server.name()));
    }
    return authorization.selector()
        .map(selector -> server.meta().labelsKnown()
            ? PacketExpr.constant(selector.matches(server.meta().labels()))
            : OpenLabel.of(server).meets(selector))
        .orElse(PacketExpr.FALSE);
  }

  /** Probes pass by themselves on ports that the proxy reads HTTP on, unless the Server has routes (LINKERD/L-5). */
  private void probes() {
    List<PacketExpr> without = new ArrayList<>();
    for (Served served : servers.all()) {
      if (!served.server().protocol().mayBeHttp()) {
        without.add(served.subject());
      } else if (!routes.on(served.server()).isEmpty()) {
        without.add(PacketExpr.and(served.subject(),
            PacketExpr.or(routes.on(served.server()).stream().map(routes::accepted).toList())));
      }
    }
    PacketExpr any = servers.any();
    without.add(PacketExpr.and(PacketExpr.not(any), probes.opaque()));
    Origin origin = new Origin("probes", "", "", Lowerings.builtIn());
    allow(PacketExpr.and(connections.received(), PacketExpr.not(PacketExpr.or(without))), origin,
        List.of(new Condition(REQUEST, probes.requests(), origin),
            new Condition(CLIENT, defaults.fromProbeNetworks(), origin)));
  }
}
