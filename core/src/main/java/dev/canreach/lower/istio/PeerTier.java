package dev.canreach.lower.istio;

import dev.canreach.lower.Lowering;
import dev.canreach.lower.Lowerings;
import dev.canreach.lower.NetworkBuilder;
import dev.canreach.model.Action;
import dev.canreach.model.Condition;
import dev.canreach.model.Origin;
import dev.canreach.model.PolicyRule;
import dev.canreach.model.Tier;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.Field;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Protocol;
import dev.canreach.packet.Side;
import dev.canreach.packet.TextField;
import dev.canreach.packet.TextPattern;
import dev.canreach.resource.istio.MutualTls;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

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
    List<PolicyRule> rules = new ArrayList<>(ambient());
    modes((subject, mode) -> add(rules, subject, mode));
    BitSet all = new BitSet();
    membership.proxied().forEach(all::set);
    Origin origin = new Origin("mutual TLS", "", "", Lowerings.builtIn());
    PacketExpr without = PacketExpr.not(PacketExpr.and(membership.among(Side.DESTINATION, all), ports.captured()));
    rules.add(new PolicyRule(without,
        List.of(new Condition("a proxy that takes part in mutual TLS", Identities.KNOWN, origin)), Action.DENY,
        origin));
    network.proxy(NetworkBuilder.MESH_CONNECTION,
        world.limit(new Tier("PeerAuthentication", List.of(), rules, Action.PASS)));
  }

  /** The proxy of the destination takes part in no TLS on this port. */
  PacketExpr withoutTls() {
    List<PacketExpr> ways = new ArrayList<>();
    modes((subject, mode) -> {
      if (mode.mode() == MutualTls.DISABLE) {
        ways.add(subject);
      }
    });
    return PacketExpr.or(ways);
  }

  /** The pods and ports of each mode. */
  private void modes(BiConsumer<PacketExpr, PeerModes.Mode> each) {
    Map<PeerModes.Modes, BitSet> alike = new LinkedHashMap<>();
    for (int endpoint : membership.proxied()) {
      if (membership.kind(endpoint) != Membership.Kind.GATEWAY) {
        membership.pod(endpoint)
            .ifPresent(pod -> alike.computeIfAbsent(modes.of(pod), key -> new BitSet()).set(endpoint));
      }
    }
    alike.forEach((mode, members) -> {
      PacketExpr subject = PacketExpr.and(membership.among(Side.DESTINATION, members), ports.captured());
      PacketExpr listed = PacketExpr.or(mode.ports()
          .keySet()
          .stream()
          .map(port -> PacketExpr.is(Field.DESTINATION_PORT, port))
          .toList());
      each.accept(PacketExpr.and(subject, PacketExpr.not(listed)), mode.all());
      mode.ports()
          .forEach(
              (port, own) -> each.accept(PacketExpr.and(subject, PacketExpr.is(Field.DESTINATION_PORT, port)), own));
    });
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

  private void add(List<PolicyRule> rules, PacketExpr subject, PeerModes.Mode mode) {
    Origin origin = mode.origin().orElseGet(() -> new Origin("mutual TLS", "", "", Lowerings.builtIn()));
    if (mode.mode() == MutualTls.STRICT) {
      rules.add(new PolicyRule(subject,
          List.of(new Condition("no mutual TLS", PacketExpr.not(Identities.KNOWN), origin)), Action.DENY, origin));
    } else if (mode.mode() == MutualTls.DISABLE) {
      rules.add(new PolicyRule(subject, List.of(new Condition("mutual TLS", Identities.KNOWN, origin)), Action.DENY,
          origin));
    }
    rules.add(new PolicyRule(PacketExpr.and(subject, ports.http()),
        List.of(new Condition("TLS on a port for HTTP", OWN_TLS, origin)), Action.DENY, origin));
  }
}
