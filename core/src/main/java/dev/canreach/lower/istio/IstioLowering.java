package dev.canreach.lower.istio;

import dev.canreach.lower.Assumptions;
import dev.canreach.lower.EndpointDraft;
import dev.canreach.lower.EndpointRegistry;
import dev.canreach.lower.Lowering;
import dev.canreach.lower.NetworkBuilder;
import dev.canreach.lower.kubernetes.Cluster;
import dev.canreach.model.Origin;
import dev.canreach.model.Role;
import dev.canreach.packet.IpFamily;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Side;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.istio.Aged;
import dev.canreach.resource.istio.AuthorizationPolicy;
import dev.canreach.resource.istio.DestinationRule;
import dev.canreach.resource.istio.Gateway;
import dev.canreach.resource.istio.RequestAuthentication;
import dev.canreach.resource.istio.Sidecar;
import dev.canreach.resource.istio.VirtualService;
import dev.canreach.resource.kubernetes.Namespace;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** Istio: which pods have proxies, where those send calls, and which calls they take. */
public final class IstioLowering implements Lowering {

  @Override
  public Rules endpoints(Inventory inventory, Assumptions assumptions, EndpointRegistry registry) {
    boolean mesh = !inventory.all(Aged.class).isEmpty() || assumptions.value("mesh").isPresent()
        || inventory.all(Namespace.class).stream().anyMatch(IstioLowering::isMarked);
    for (Gateway gateway : inventory.latest(Gateway.class)) {
      String id = GatewayRoutes.id(gateway);
      String own = registry.contains(id) ? GatewayRoutes.otherId(gateway) : id;
      registry.add(EndpointDraft.plain(own, Role.VIRTUAL, gateway.namespace(), gateway.name(), List.of(),
          EnumSet.allOf(IpFamily.class), new Origin(gateway.id(), "", "", gateway.span())));
    }
    return mesh ? network -> addTo(network, inventory, assumptions) : network -> {
    };
  }

  private static boolean isMarked(Namespace namespace) {
    return namespace.meta().labels().keySet().stream().anyMatch(key -> key.contains("istio"));
  }

  private static void addTo(NetworkBuilder network, Inventory inventory, Assumptions assumptions) {
    List<Possibilities.Part> parts = new ArrayList<>();
    for (World world : World.of(inventory)) {
      policies(network, world, assumptions).ifPresent(parts::add);
    }
    new Possibilities(parts).addTo(network);
  }

  /** Adds the policies of one possibility; the routes that it has, where there is a mesh. */
  private static Optional<Possibilities.Part> policies(NetworkBuilder network, World world, Assumptions assumptions) {
    Inventory inventory = world.inventory();
    MeshSettings settings = MeshSettings.of(inventory, assumptions);
    Cluster cluster = Cluster.of(inventory, assumptions, network);
    Membership membership = new Membership(settings, cluster, network.endpoints());
    if (membership.isEmpty()) {
      return Optional.empty();
    }
    Registry registry = new Registry(inventory, settings, cluster, network);
    InboundPorts ports = new InboundPorts(registry, membership);
    Scopes scopes = new Scopes(settings, membership, ports);
    PeerModes modes = new PeerModes(world, settings.rootNamespace());
    PeerTier peers = new PeerTier(world, membership, modes, ports);
    peers.addTo(network);
    Tokens tokens = new Tokens(inventory.latest(RequestAuthentication.class), world, scopes);
    tokens.addTo(network);
    BitSet gateways = new BitSet();
    membership.proxied()
        .forEach(pod -> gateways.set(pod, membership.kind(pod) == Membership.Kind.GATEWAY));
    PacketExpr gateway = cluster.selectors().isEndpoint(Side.DESTINATION, gateways);
    RuleGuards guards = new RuleGuards(new Identities(settings, membership), cluster.blocks(), tokens,
        new ServerNames(gateway, peers.withoutTls()), TextForms.form(settings.pathNormalization()), scopes.readsHttp(),
        gateway, settings.trustedProxies());
    new AuthorizationTier(inventory.latest(AuthorizationPolicy.class), world, settings, scopes, guards)
        .addTo(network);
    List<VirtualService> services = inventory.latest(VirtualService.class);
    List<DestinationRule> rules = inventory.latest(DestinationRule.class);
    VirtualServices virtualServices = new VirtualServices(services, settings);
    ClusterWays clusters = new ClusterWays(settings, registry, membership, modes,
        new DestinationRules(rules, settings, world));
    RefusedRouting refused = new RefusedRouting(world, registry, virtualServices);
    List<Clients> clients = new ClientGroups(settings, registry, membership, inventory.latest(Sidecar.class))
        .of(services, rules);
    boolean authorized = inventory.all(AuthorizationPolicy.class)
        .stream()
        .anyMatch(policy -> scopes.members(policy.namespace(), policy.selector()).intersects(gateways));
    return Optional.of(new Possibilities.Part(world,
        new ClientRoutes(registry, clients, virtualServices, clusters, refused, settings.rootNamespace()),
        new GatewayRoutes(inventory.latest(Gateway.class), registry, membership,
            new GatewayPorts(clusters, registry, virtualServices, authorized), refused)));
  }
}
