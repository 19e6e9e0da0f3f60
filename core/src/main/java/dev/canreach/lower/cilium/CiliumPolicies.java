package dev.canreach.lower.cilium;

import dev.canreach.model.Action;
import dev.canreach.model.Condition;
import dev.canreach.model.Origin;
import dev.canreach.model.PolicyRule;
import dev.canreach.model.Scope;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Side;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.LabelSelector.Operator;
import dev.canreach.resource.LabelSelector.Requirement;
import dev.canreach.resource.cilium.CiliumEntry;
import dev.canreach.resource.cilium.CiliumEntry.Authentication;
import dev.canreach.resource.cilium.CiliumPolicy;
import dev.canreach.resource.cilium.CiliumPorts;
import dev.canreach.resource.cilium.CiliumRule;
import dev.canreach.resource.cilium.CiliumSelector;
import dev.canreach.resource.cilium.CiliumTraffic;
import dev.canreach.resource.cilium.SourcedKey;
import java.util.ArrayList;
import java.util.List;

/** The policies of Cilium itself as rules of its tier (CILIUM/2.1 to 2.8). */
record CiliumPolicies(Inventory inventory, PacketExpr enforced, Settings settings, Subjects subjects, Peers peers,
    Traffic traffic) {

  private static final String NAMESPACE = SourcedKey.KUBERNETES + ":" + IdentityLabels.NAMESPACE;
  private static final Assumption FAILS = Assumption.open("authentication",
      "an entry whose authentication always fails decides about this traffic", "leave out `test-always-fail`");

  /** Adds the rules of a direction. */
  void addTo(TierDraft tier, Side subject) {
    for (CiliumPolicy policy : inventory.latest(CiliumPolicy.class)) {
      if (CiliumAcceptance.isUnreadable(policy, inventory)) {
        addUnreadable(tier, policy, subject);
        continue;
      }
      PacketExpr effective = PacketExpr.and(enforced, CiliumAcceptance.of(policy, inventory));
      for (CiliumRule rule : policy.rules()) {
        List<CiliumEntry> entries = entries(rule, subject);
        PacketExpr governed = PacketExpr.and(governed(rule, policy.namespace(), subject), effective);
        if (entries.isEmpty() || governed.equals(PacketExpr.FALSE)) {
          continue;
        }
        tier.govern(governed);
        if (subject == Side.SOURCE ? rule.egressDefaultDeny() : rule.ingressDefaultDeny()) {
          tier.scope(new Scope(governed, new Origin(policy.id(), "", rule.field(), rule.span())));
        }
        boolean forInit = rule.endpointSelector().filter(CiliumPolicies::selectsInit).isPresent();
        for (CiliumEntry entry : entries) {
          add(tier, policy, entry, governed, forInit, subject);
        }
      }
    }
  }

  private static List<CiliumEntry> entries(CiliumRule rule, Side subject) {
    return subject == Side.SOURCE ? rule.egress() : rule.ingress();
  }

  /** Nobody knows what the server has in the place of a policy that it refuses: it may allow, deny, or do neither. */
  private void addUnreadable(TierDraft tier, CiliumPolicy policy, Side subject) {
    String direction = subject == Side.SOURCE ? "egress" : "ingress";
    boolean readable = CiliumAcceptance.isSubjectReadable(policy, inventory);
    boolean named = CiliumAcceptance.isAbout(direction, policy, inventory);
    PacketExpr selected = readable
        ? PacketExpr.or(policy.rules()
            .stream()
            .filter(rule -> named || !entries(rule, subject).isEmpty())
            .map(rule -> governed(rule, policy.namespace(), subject))
            .toList())
        : anybody(policy, subject);
    PacketExpr governed = PacketExpr.and(selected, enforced);
    if (governed.equals(PacketExpr.FALSE)) {
      return;
    }
    Origin origin = new Origin(policy.id(), "", "", policy.span());
    String remedy = "correct `" + policy.id() + "`, which the API server refuses";
    for (Action action : List.of(Action.DENY, Action.ALLOW)) {
      String verb = action == Action.DENY ? "denies" : "allows";
      Assumption may = Assumption.open("accepted",
          "`" + policy.id() + "`, once it is corrected, " + verb + " this traffic as " + direction, remedy);
      tier.rule(new PolicyRule(PacketExpr.and(governed, PacketExpr.holds(may)), List.of(), action, origin));
    }
  }

  /** Whoever a policy of this kind and namespace may govern. */
  private PacketExpr anybody(CiliumPolicy policy, Side side) {
    List<Requirement> requirements = policy.namespace().isEmpty()
        ? List.of()
        : List.of(new Requirement(NAMESPACE, Operator.IN, List.of(policy.namespace()), policy.span()));
    PacketExpr nodes = policy.namespace().isEmpty()
        ? PacketExpr.and(subjects.nodes(new CiliumSelector(List.of(), List.of(), policy.span()), side),
            settings.hostFirewall())
        : PacketExpr.FALSE;
    return PacketExpr.or(subjects.pods(requirements, policy.span(), side), nodes);
  }

  private PacketExpr governed(CiliumRule rule, String namespace, Side side) {
    if (rule.nodeSelector().isPresent()) {
      return rule.endpointSelector().isPresent()
          ? PacketExpr.FALSE
          : PacketExpr.and(subjects.nodes(rule.nodeSelector().get(), side), settings.hostFirewall());
    }
    if (rule.endpointSelector().isEmpty()) {
      return PacketExpr.FALSE;
    }
    CiliumSelector selector = rule.endpointSelector().get();
    List<Requirement> requirements = new ArrayList<>(selector.requirements());
    if (!namespace.isEmpty()) {
      // only this spelling is overwritten, any other one is one more condition (CILIUM/CX-2)
      requirements.removeAll(selector.labels().stream().filter(label -> label.key().equals(NAMESPACE)).toList());
      requirements.add(new Requirement(NAMESPACE, Operator.IN, List.of(namespace), selector.span()));
    }
    return subjects.pods(requirements, selector.span(), side);
  }

  private static boolean selectsInit(CiliumSelector selector) {
    return selector.requirements()
        .stream()
        .anyMatch(requirement -> requirement.key().equals(SourcedKey.RESERVED + ":init")
            && (requirement.operator() == Operator.IN || requirement.operator() == Operator.EXISTS));
  }

  private void add(TierDraft tier, CiliumPolicy policy, CiliumEntry entry, PacketExpr governed, boolean forInit,
      Side subject) {
    String direction = subject == Side.SOURCE ? "egress" : "ingress";
    String part = direction + (entry.deny() ? " deny" : "") + " rule " + (entry.index() + 1);
    Origin origin = new Origin(policy.id(), part, entry.field(), entry.span());
    PacketExpr peer = peers.of(entry, policy.namespace(), forInit, subject.other());
    List<Condition> conditions = new ArrayList<>(List.of(new Condition("peer", peer, origin)));
    if (!(entry.traffic() instanceof CiliumTraffic.All)) {
      conditions.add(new Condition("port", traffic.of(entry.traffic(), subject), origin));
    }
    if (!entry.deny() && entry.traffic() instanceof CiliumTraffic.ToPorts ports) {
      for (CiliumPorts item : ports.items()) {
        item.ports()
            .forEach(port -> tier.conflicts()
                .note(port,
                    PacketExpr.and(governed, peer, traffic.port(port, subject)), HttpRules.pass(item), origin));
      }
    }
    if (entry.deny() || entry.authentication() == Authentication.NONE) {
      tier.rule(new PolicyRule(governed, conditions, entry.deny() ? Action.DENY : Action.ALLOW, origin));
      return;
    }
    // who is not authenticated may not pass, even by a rule that asks for less (CILIUM/2.8)
    boolean fails = entry.authentication() == Authentication.ALWAYS_FAILS;
    PacketExpr passes = fails ? PacketExpr.not(PacketExpr.holds(FAILS)) : settings.authenticated();
    List<Condition> failing = new ArrayList<>(conditions);
    failing.add(new Condition("authentication", PacketExpr.not(passes), origin));
    tier.rule(new PolicyRule(governed, failing, Action.DENY, origin));
    if (!fails) {
      tier.rule(new PolicyRule(governed, conditions, Action.ALLOW, origin));
    }
  }
}
