package dev.canreach.lower.cilium;

import dev.canreach.lower.Assumptions;
import dev.canreach.lower.EndpointRegistry;
import dev.canreach.lower.Engine;
import dev.canreach.lower.Lowering;
import dev.canreach.lower.Lowerings;
import dev.canreach.lower.NetworkBuilder;
import dev.canreach.lower.kubernetes.Cluster;
import dev.canreach.model.Action;
import dev.canreach.model.Condition;
import dev.canreach.model.Origin;
import dev.canreach.model.PolicyRule;
import dev.canreach.model.Scope;
import dev.canreach.model.Tier;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Protocol;
import dev.canreach.packet.Side;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.cilium.CiliumPolicy;
import dev.canreach.resource.cilium.CiliumTraffic;
import java.util.List;

/** Cilium: one tier for each direction of its own policies and of NetworkPolicies (CILIUM/2.6, 2.7). */
public final class CiliumLowering implements Lowering {
  /** What the agents do not forward at all comes before any policy. */
  private static final int NOT_FORWARDED = NetworkBuilder.NOT_UNDERSTOOD + 10;
  /** Where another lowering makes the tier of NetworkPolicies, these policies come before it. */
  private static final int BESIDE_OTHERS = NetworkBuilder.NETWORK_POLICY - 10;

  @Override
  public Rules endpoints(Inventory inventory, Assumptions assumptions, EndpointRegistry registry) {
    Engine engine = Engine.of(inventory, assumptions);
    boolean owns = engine.owns(Engine.CILIUM);
    PacketExpr enforced = engine.enforcesPoliciesOf(Engine.CILIUM);
    boolean silent = inventory.all(CiliumPolicy.class).isEmpty() || enforced.equals(PacketExpr.FALSE);
    if (!owns && silent) {
      return network -> {
        // nothing here is about this cluster
      };
    }
    return network -> new Pass(inventory, assumptions, engine, network).run();
  }

  /** The second pass over one network. */
  private static final class Pass {
    private final boolean owns;
    private final NetworkBuilder network;
    private final Settings settings;
    private final Ends ends;
    private final CiliumPolicies policies;
    private final NetworkPolicies networkPolicies;

    Pass(Inventory inventory, Assumptions assumptions, Engine engine, NetworkBuilder network) {
      this.owns = engine.owns(Engine.CILIUM);
      this.network = network;
      this.settings = Settings.of(assumptions);
      Cluster cluster = Cluster.of(inventory, assumptions, network);
      this.ends = new Ends(network, cluster);
      Identities identities = new Identities(network, cluster);
      EndpointPeers endpoints = new EndpointPeers(ends, new ApiServer(inventory, cluster, ends), identities,
          cluster.facts().families().size() > 1);
      AddressPeers addresses = new AddressPeers(inventory, assumptions, settings, ends, cluster.blocks(),
          learnsNames(inventory));
      Subjects subjects = new Subjects(inventory, cluster, ends, identities);
      this.policies = new CiliumPolicies(inventory, engine.enforcesPoliciesOf(Engine.CILIUM), settings, subjects,
          new Peers(endpoints, addresses, new ServicePeers(inventory, endpoints, addresses)),
          new Traffic(cluster.namedPorts()));
      this.networkPolicies = new NetworkPolicies(inventory, engine.enforcesNetworkPolicy(), subjects, identities,
          addresses, cluster.namedPorts());
    }

    void run() {
      for (Side subject : Side.values()) {
        if (owns) {
          add(NOT_FORWARDED, subject, notForwarded(subject));
        }
        if (settings.mode() != Settings.Mode.NEVER) {
          add(owns ? NetworkBuilder.NETWORK_POLICY : BESIDE_OTHERS, subject, policies(subject));
        }
      }
    }

    private void add(int rank, Side subject, Tier tier) {
      if (subject == Side.SOURCE) {
        network.egress(rank, tier);
      } else {
        network.ingress(rank, tier);
      }
    }

    private Tier notForwarded(Side subject) {
      Origin origin = new Origin("agent setting `sctp`", "", "", Lowerings.builtIn());
      PacketExpr refused = PacketExpr.and(PacketExpr.is(Protocol.SCTP), PacketExpr.not(settings.sctp()));
      List<PolicyRule> rules = refused.equals(PacketExpr.FALSE)
          ? List.of()
          : List.of(new PolicyRule(ends.isPod(subject), List.of(new Condition("port", refused, origin)), Action.DENY,
              origin));
      return new Tier("SCTP", List.of(), rules, Action.PASS);
    }

    private Tier policies(Side subject) {
      TierDraft tier = new TierDraft();
      policies.addTo(tier, subject);
      if (owns) {
        networkPolicies.addTo(tier, subject);
        defaults(tier, subject);
      }
      return tier.tier();
    }

    private void defaults(TierDraft tier, Side subject) {
      boolean always = settings.mode() == Settings.Mode.ALWAYS;
      if (always) {
        PacketExpr everyone = PacketExpr.or(ends.isPod(subject),
            PacketExpr.and(ends.isHost(subject), settings.hostFirewall()));
        tier.scope(new Scope(everyone, new Origin("agent setting `policyEnforcementMode: always`", "", "",
            Lowerings.builtIn())));
      }
      if (subject == Side.DESTINATION) {
        // whether a pod that no rule governs hears its own node in this mode depends on the version (CILIUM/CX-10)
        Assumption version = Assumption.open("policyEnforcementMode",
            "in mode `always` a node reaches its pods that no rule governs, as in versions before 1.20",
            "add a rule for ingress of the pod");
        PacketExpr pods = always
            ? PacketExpr.and(ends.isPod(subject), PacketExpr.or(tier.governed(), PacketExpr.holds(version)))
            : ends.isPod(subject);
        Origin origin = new Origin("node to its own pods", "", "", Lowerings.builtIn());
        tier.rule(new PolicyRule(pods, List.of(new Condition("peer", ends.isLocalHost(Side.SOURCE), origin)),
            Action.ALLOW, origin));
      }
    }

    private static boolean learnsNames(Inventory inventory) {
      return inventory.all(CiliumPolicy.class)
          .stream()
          .flatMap(policy -> policy.rules().stream())
          .flatMap(rule -> rule.egress().stream())
          .anyMatch(entry -> entry.traffic() instanceof CiliumTraffic.ToPorts ports
              && ports.items().stream().anyMatch(item -> item.names()));
    }
  }
}
