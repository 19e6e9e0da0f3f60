package dev.canreach.lower.istio;

import dev.canreach.lower.Lowering;
import dev.canreach.lower.Lowerings;
import dev.canreach.lower.NetworkBuilder;
import dev.canreach.lower.kubernetes.PodClass;
import dev.canreach.model.Action;
import dev.canreach.model.Condition;
import dev.canreach.model.Origin;
import dev.canreach.model.PolicyRule;
import dev.canreach.model.Tier;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.EndpointSet;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Protocol;
import dev.canreach.packet.Side;
import dev.canreach.packet.TextField;
import dev.canreach.packet.TextPattern;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What the proxies of pods demand of the TLS of connections (ISTIO/I-5, the matrix). */
final class PeerTier implements Lowering.Rules {
  /** The client starts TLS of its own, which no proxy of the mesh takes part in. */
  static final PacketExpr OWN_TLS = PacketExpr.and(PacketExpr.matches(TextField.TLS, TextPattern.present()),
      PacketExpr.not(Identities.KNOWN));

  private final World world;
  private final Membership membership;
  private final PeerModes modes;
  private final InboundPorts ports;

  PeerTier(World world, Membership membership, PeerModes modes, InboundPorts ports) {
    this.world = world;
    this.membership = membership;
    this.modes = modes;
    this.ports = ports;
  }

  @Override
  public void addTo(NetworkBuilder network) {
    tunnel(network);
    List<PolicyRule> rules = new ArrayList<>(ambient());
    alike(modes::layers).forEach((layers, members) -> {
      PacketExpr subject = captured(members);
      layers.forEach(layer -> add(rules, subject, layer));
    });
    BitSet all = new BitSet();
    membership.proxied().forEach(all::set);
    Origin origin = new Origin("mutual TLS", "", "", Lowerings.builtIn());
    PacketExpr http = PacketExpr.or(alike(pod -> "").values().stream().map(this::captured).toList());
    PacketExpr without = PacketExpr.not(PacketExpr.and(membership.among(Side.DESTINATION, all), ports.captured()));
    List<PolicyRule> always = List.of(
        new PolicyRule(PacketExpr.and(http, ports.http()),
            List.of(new Condition("TLS on a port for HTTP", OWN_TLS, origin)), Action.DENY, origin),
        new PolicyRule(without,
            List.of(new Condition("a proxy that takes part in mutual TLS", Identities.KNOWN, origin)), Action.DENY,
            origin));
    for (List<PolicyRule> tier : List.of(rules, always)) {
      network.proxy(NetworkBuilder.MESH_CONNECTION,
          world.limit().limit(new Tier("PeerAuthentication", List.of(), tier, Action.PASS)));
    }
  }

  /** The pods beside whose proxies something is alike. */
  private <K> Map<K, BitSet> alike(Function<PodClass, K> key) {
    Map<K, BitSet> alike = new LinkedHashMap<>();
    for (int endpoint : membership.proxied()) {
      if (membership.kind(endpoint) != Membership.Kind.GATEWAY) {
        membership.pod(endpoint)
            .ifPresent(pod -> alike.computeIfAbsent(key.apply(pod), each -> new BitSet()).set(endpoint));
      }
    }
    return alike;
  }

  private PacketExpr captured(BitSet members) {
    return PacketExpr.and(membership.among(Side.DESTINATION, members), ports.captured());
  }

  /** The proxy of the destination takes part in no TLS on this port. */
  PacketExpr withoutTls() {
    List<PacketExpr> ways = new ArrayList<>();
    alike(modes::layers)
        .forEach((layers, members) -> ways.add(PacketExpr.and(captured(members), PeerModes.withoutTls(layers))));
    return PacketExpr.or(ways);
  }

  /** The kernel sees the port of the tunnel between proxies of nodes instead of the one that was called (ISTIO/I-13). */
  private void tunnel(NetworkBuilder network) {
    BitSet mesh = new BitSet();
    membership.proxied().forEach(mesh::set);
    PacketExpr client = PacketExpr.or(PacketExpr.isEndpoint(Side.SOURCE, EndpointSet.of(mesh)),
        PacketExpr.isEndpoint(Side.SOURCE, membership.ambient()));
    PacketExpr server = PacketExpr.isEndpoint(Side.DESTINATION, membership.ambient());
    if (membership.ambient().isEmpty()) {
      return;
    }
    Origin origin = new Origin("ambient mesh", "", "", Lowerings.builtIn());
    PacketExpr open = PacketExpr.and(PacketExpr.is(Protocol.TCP), PacketExpr.holds(Assumption.open("mesh",
        "the policies for TCP 15008, where the ambient mesh sends this connection, let it pass",
        "--assume mesh=none leaves the mesh out of account")));
    network.egress(NetworkBuilder.NOT_UNDERSTOOD, world.limit()
        .limit(new Tier("ambient mesh", List.of(),
            List.of(new PolicyRule(client,
                List.of(new Condition("tunnel", PacketExpr.and(server, open), origin)), Action.ALLOW, origin)),
            Action.PASS)));
    network.ingress(NetworkBuilder.NOT_UNDERSTOOD, world.limit()
        .limit(new Tier("ambient mesh", List.of(),
            List.of(new PolicyRule(server,
                List.of(new Condition("tunnel", PacketExpr.and(client, open), origin)), Action.ALLOW, origin)),
            Action.PASS)));
  }

  /** What the proxies of nodes do is not modelled: they might let pass what others refuse, and refuse what others let pass. */
  private List<PolicyRule> ambient() {
    Origin origin = new Origin("ambient mesh", "", "", Lowerings.builtIn());
    PacketExpr served = PacketExpr.and(PacketExpr.is(Protocol.TCP),
        PacketExpr.or(PacketExpr.isEndpoint(Side.SOURCE, membership.ambient()),
            PacketExpr.isEndpoint(Side.DESTINATION, membership.ambient())));
    List<PolicyRule> rules = new ArrayList<>();
    if (!membership.ambient().isEmpty()) {
      for (Action action : List.of(Action.ALLOW, Action.DENY)) {
        Assumption assumption = Assumption.open("mesh",
            "the ambient mesh " + (action == Action.ALLOW ? "lets" : "does not let") + " this connection pass",
            "--assume mesh=none leaves the mesh out of account");
        rules.add(new PolicyRule(PacketExpr.and(served, PacketExpr.holds(assumption)), List.of(), action, origin));
      }
    }
    return rules;
  }

  /** What a policy refuses; then it has decided, and those that would count without it are left out. */
  private static void add(List<PolicyRule> rules, PacketExpr subject, PeerModes.Layer layer) {
    Origin origin = layer.mode().origin().orElseThrow();
    if (layer.refused().isPresent()) {
      rules.addAll(layer.refused().get().either(subject, "takes this connection", Action.PASS, Action.DENY, origin));
      return;
    }
    PacketExpr here = PacketExpr.and(subject, layer.ports());
    switch (layer.mode().mode()) {
      case STRICT -> rules.add(new PolicyRule(here,
          List.of(new Condition("no mutual TLS", PacketExpr.not(Identities.KNOWN), origin)), Action.DENY, origin));
      case DISABLE -> rules.add(new PolicyRule(here, List.of(new Condition("mutual TLS", Identities.KNOWN, origin)),
          Action.DENY, origin));
      case PERMISSIVE, UNSET -> {
        // takes both
      }
    }
    rules.add(new PolicyRule(here, List.of(), Action.PASS, origin));
  }
}
