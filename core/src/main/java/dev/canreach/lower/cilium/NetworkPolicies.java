package dev.canreach.lower.cilium;

import dev.canreach.lower.kubernetes.Acceptance;
import dev.canreach.lower.kubernetes.NamedPorts;
import dev.canreach.lower.kubernetes.NetworkPolicyRules;
import dev.canreach.model.Origin;
import dev.canreach.model.Scope;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Side;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.LabelSelector;
import dev.canreach.resource.LabelSelector.Operator;
import dev.canreach.resource.LabelSelector.Requirement;
import dev.canreach.resource.cilium.SourcedKey;
import dev.canreach.resource.kubernetes.NetworkPolicy;
import dev.canreach.resource.kubernetes.PolicyPeer;
import dev.canreach.resource.kubernetes.PolicyRuleSpec;
import dev.canreach.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** NetworkPolicies as Cilium reads them (CILIUM/2.9): blocks of addresses never contain pods. */
record NetworkPolicies(Inventory inventory, PacketExpr enforced, Subjects subjects, Identities identities,
    AddressPeers addresses, NamedPorts namedPorts) {

  /** Adds the rules of a direction. */
  void addTo(TierDraft tier, Side subject) {
    for (NetworkPolicy policy : inventory.latest(NetworkPolicy.class)) {
      boolean isolates = subject == Side.SOURCE ? policy.isolatesEgress() : policy.isolatesIngress();
      List<PolicyRuleSpec> rules = subject == Side.SOURCE ? policy.egress() : policy.ingress();
      if (!isolates && rules.isEmpty()) {
        continue;
      }
      PacketExpr governed = PacketExpr.and(
          subjects.pods(requirements(policy.podSelector(), Optional.empty(), policy.namespace()), policy.span(),
              subject),
          isolates ? PacketExpr.TRUE : beyondItsTypes(policy, subject), enforced, Acceptance.of(policy, inventory));
      if (governed.equals(PacketExpr.FALSE)) {
        continue;
      }
      tier.govern(governed);
      tier.scope(new Scope(governed, new Origin(policy.id(), "", "", policy.span())));
      rules.forEach(rule -> tier.rule(NetworkPolicyRules.allow(policy, rule, governed, subject, namedPorts,
          peer -> peer(policy.namespace(), peer, subject.other()))));
    }
  }

  /** The API ignores rules of a direction that `policyTypes` omits; Cilium applies them (CILIUM/CX-13). */
  private static PacketExpr beyondItsTypes(NetworkPolicy policy, Side subject) {
    String direction = subject == Side.SOURCE ? "Egress" : "Ingress";
    return PacketExpr.holds(Assumption.defaulted("policyTypes",
        "the rules of `" + policy.id() + "` for a direction that"
            + " its `policyTypes` omits are applied, as Cilium 1.20 does against the API",
        "add `" + direction + "` to `policyTypes`, or remove the rules", false));
  }

  private PacketExpr peer(String namespace, PolicyPeer peer, Side side) {
    return switch (peer) {
      case PolicyPeer.Pods pods -> identities.pods(requirements(
          pods.podSelector().orElse(LabelSelector.everything(pods.span())), pods.namespaceSelector(), namespace),
          pods.span(), side);
      case PolicyPeer.Block block ->
          addresses.block(block.block().cidr(), block.block().except(), block.span(), side);
      case PolicyPeer.Invalid invalid -> PacketExpr.FALSE;
    };
  }

  /** Selectors in terms of identities: the namespace's labels where a selector is given, else the policy's own namespace. */
  private static List<Requirement> requirements(LabelSelector pods, Optional<LabelSelector> namespaces,
      String namespace) {
    List<Requirement> requirements = new ArrayList<>();
    pods.requirements().forEach(each -> requirements.add(sourced(each, "")));
    if (namespaces.isPresent()) {
      namespaces.get().requirements().forEach(each -> requirements.add(sourced(each, IdentityLabels.NAMESPACE_LABELS)));
    } else {
      Span span = pods.span();
      requirements.add(sourced(new Requirement(IdentityLabels.NAMESPACE, Operator.IN, List.of(namespace), span), ""));
    }
    return requirements;
  }

  private static Requirement sourced(Requirement requirement, String prefix) {
    return new Requirement(SourcedKey.KUBERNETES + ":" + prefix + requirement.key(), requirement.operator(),
        requirement.values(), requirement.span());
  }
}
