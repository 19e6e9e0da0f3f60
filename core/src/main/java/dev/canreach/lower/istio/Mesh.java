package dev.canreach.lower.istio;

import dev.canreach.lower.Assumptions;
import dev.canreach.lower.NetworkBuilder;
import dev.canreach.lower.kubernetes.Cluster;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Side;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.istio.AuthorizationPolicy;
import dev.canreach.resource.istio.DestinationRule;
import dev.canreach.resource.istio.Gateway;
import dev.canreach.resource.istio.RequestAuthentication;
import dev.canreach.resource.istio.Sidecar;
import dev.canreach.resource.istio.VirtualService;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** What possibilities have in common that differ in virtual services only: the proxies, their policies, and their hosts. */
final class Mesh {
  private final MeshSettings settings;
  private final Membership membership;
  private final Registry registry;
  private final ClusterWays clusters;
  private final ClientGroups groups;
  private final boolean authorized;
  private final SharedWays shared = new SharedWays();

  private Mesh(MeshSettings settings, Membership membership, Registry registry, ClusterWays clusters,
      ClientGroups groups, boolean authorized) {
    this.settings = settings;
    this.membership = membership;
    this.registry = registry;
    this.clusters = clusters;
    this.groups = groups;
    this.authorized = authorized;
  }

  /**
   * Adds the policies of a possibility and of those like it.
   *
   * @return what their routes need, where there is a mesh
   */
  static Optional<Mesh> of(NetworkBuilder network, World world, Assumptions assumptions) {
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
    boolean authorized = inventory.all(AuthorizationPolicy.class)
        .stream()
        .anyMatch(policy -> scopes.members(policy.namespace(), policy.selector()).intersects(gateways));
    ClusterWays clusters = new ClusterWays(world, settings, registry, membership, modes,
        new DestinationRules(inventory.latest(DestinationRule.class), settings, world));
    return Optional.of(new Mesh(settings, membership, registry, clusters,
        new ClientGroups(settings, registry, membership, inventory.latest(Sidecar.class)), authorized));
  }

  /** The routes of one of the possibilities. */
  Possibilities.Part routing(World world) {
    List<VirtualService> services = world.inventory().latest(VirtualService.class);
    VirtualServices virtualServices = new VirtualServices(services, settings);
    RefusedRouting refused = new RefusedRouting(world, registry, virtualServices);
    List<Clients> clients = groups.of(services, world.inventory().latest(DestinationRule.class));
    return new Possibilities.Part(world,
        new ClientRoutes(registry, clients, virtualServices, clusters, refused, settings.rootNamespace(), shared),
        new GatewayRoutes(world.inventory().latest(Gateway.class), registry, membership,
            new GatewayPorts(clusters, registry, virtualServices, authorized), refused));
  }
}
