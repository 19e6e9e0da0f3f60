package dev.canreach.lower.linkerd;

import dev.canreach.lower.Lowerings;
import dev.canreach.model.Action;
import dev.canreach.model.Condition;
import dev.canreach.model.Origin;
import dev.canreach.model.PolicyRule;
import dev.canreach.model.Scope;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.PacketExpr;
import dev.canreach.resource.linkerd.AccessPolicy;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What ports take that no Server selects: what an annotation of the pod says, else the whole mesh's policy (LINKERD/L-3). */
final class DefaultPolicies {
  private static final String POLICY = "config.linkerd.io/default-inbound-policy";
  private static final String IDENTITY = "config.linkerd.io/proxy-require-identity-inbound-ports";

  private final Membership membership;
  private final MeshSettings settings;
  private final Connections connections;
  private final Clients clients;

  /**
   * What pods have in common.
   *
   * @param policy the policy, where it is known
   * @param identity the ports on which clients must have an identity
   */
  private record Setting(Optional<AccessPolicy> policy, String identity) {

    boolean takesEverybody() {
      boolean open = policy.filter(each -> each == AccessPolicy.ALL_UNAUTHENTICATED || each == AccessPolicy.AUDIT)
          .isPresent();
      return open && PortSet.of(identity).ranges().isEmpty();
    }
  }

  DefaultPolicies(Membership membership, MeshSettings settings, Connections connections, Clients clients) {
    this.membership = membership;
    this.settings = settings;
    this.connections = connections;
    this.clients = clients;
  }

  /**
   * Adds what the policies isolate, and whom they take.
   *
   * @param unserved the packet goes to a port that no Server selects
   */
  void addTo(List<Scope> scopes, List<PolicyRule> permissions, PacketExpr unserved) {
    Map<Setting, BitSet> alike = new LinkedHashMap<>();
    for (int endpoint : membership.sidecars().members()) {
      Optional<AccessPolicy> policy = membership.setting(endpoint, POLICY)
          .flatMap(AccessPolicy::of)
          .or(settings::inbound);
      alike.computeIfAbsent(new Setting(policy, membership.setting(endpoint, IDENTITY).orElse("")),
          key -> new BitSet()).set(endpoint);
    }
    alike.forEach((setting, pods) -> {
      if (!setting.takesEverybody()) {
        PacketExpr subject = PacketExpr.and(connections.received(pods), unserved);
        String name = setting.policy().orElse(AccessPolicy.ALL_UNAUTHENTICATED).text();
        Origin origin = new Origin("default inbound policy", name, "", Lowerings.builtIn());
        scopes.add(new Scope(subject, origin));
        permissions.add(new PolicyRule(subject, List.of(new Condition("client", taken(setting), origin)), Action.ALLOW,
            origin));
      }
    });
  }

  private PacketExpr taken(Setting setting) {
    PacketExpr strict = PortSet.of(setting.identity()).matches();
    PacketExpr usually = setting.policy().map(clients::taken).orElseGet(DefaultPolicies::unstated);
    PacketExpr identified = setting.policy()
        .map(policy -> clients.taken(policy.authenticated()))
        .orElseGet(() -> PacketExpr.and(unstated(), clients.known()));
    return PacketExpr.or(PacketExpr.and(strict, identified), PacketExpr.and(PacketExpr.not(strict), usually));
  }

  private static PacketExpr unstated() {
    return PacketExpr.holds(Assumption.defaulted("defaultInboundPolicy",
        "the default inbound policy of the mesh is `" + AccessPolicy.ALL_UNAUTHENTICATED.text() + "`",
        "--assume defaultInboundPolicy=POLICY, or add the ConfigMap `linkerd-config`", true));
  }

  /** The client is where probes come from. */
  PacketExpr fromProbeNetworks() {
    return settings.probeNetworks().map(clients::in).orElse(PacketExpr.TRUE);
  }
}
