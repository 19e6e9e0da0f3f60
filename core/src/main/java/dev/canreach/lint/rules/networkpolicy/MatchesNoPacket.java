package dev.canreach.lint.rules.networkpolicy;

import dev.canreach.lint.Rule;
import dev.canreach.lint.RuleContext;
import dev.canreach.lint.RuleMetadata;
import dev.canreach.packet.AddressSet;
import dev.canreach.resource.LabelSelector;
import dev.canreach.resource.kubernetes.NetworkPolicy;
import dev.canreach.resource.kubernetes.PolicyPeer;
import dev.canreach.resource.kubernetes.PolicyRuleSpec;
import dev.canreach.source.Severity;
import java.util.List;
import java.util.Optional;

/** NP304: a selector that contradicts itself or a block without addresses matches nothing, whatever pods exist (K8S/N-12, K8S/N-16). */
public final class MatchesNoPacket implements Rule {
  private static final RuleMetadata METADATA = RuleMetadata.of("NP304", "netpol-rule-matches-no-packet",
      Severity.WARNING)
      .summary("the selector or the address block can match nothing, whatever pods exist")
      .rationale("""
          Requirements of a selector must hold together, and `except` takes addresses out of its `cidr`. A selector
          that asks one label for two values, or a block whose `except` leaves nothing, is accepted and matches no
          packet at all: the rule is dead. This needs no pods to be known; it is proven for every packet.""")
      .remedy("split the selector into two peers when either value is meant, or correct the `except`")
      .bad("""
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata: {name: db, namespace: shop}
          spec:
            podSelector: {matchLabels: {app: db}}
            policyTypes: [Ingress]
            ingress:
            - from:
              - podSelector:
                  matchLabels: {app: api}
                  matchExpressions: [{key: app, operator: In, values: [report]}]
          """)
      .good("""
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata: {name: db, namespace: shop}
          spec:
            podSelector: {matchLabels: {app: db}}
            policyTypes: [Ingress]
            ingress:
            - from:
              - podSelector:
                  matchExpressions: [{key: app, operator: In, values: [api, report]}]
          """)
      .reads(NetworkPolicy.class)
      .build();

  @Override
  public RuleMetadata metadata() {
    return METADATA;
  }

  @Override
  public void check(RuleContext context) {
    for (NetworkPolicy policy : context.policies()) {
      Optional<String> conflict = Selectors.contradiction(policy.podSelector());
      if (conflict.isPresent()) {
        var symbols = new SymbolicPolicies(Direction.INGRESS, List.of());
        if (symbols.isEmpty(context.prover(), symbols.subject(policy))) {
          context.report(policy.id(), policy.podSelector().span(),
              "the `podSelector` can select no pod: no label `%s` meets all its requirements"
                  .formatted(conflict.get()));
        }
        continue;
      }
      for (Direction direction : Direction.values()) {
        direction.rules(policy).forEach(rule -> check(context, policy, direction, rule));
      }
    }
  }

  private static void check(RuleContext context, NetworkPolicy policy, Direction direction, PolicyRuleSpec rule) {
    for (PolicyPeer peer : rule.peers()) {
      Optional<String> reason = reason(peer);
      if (reason.isPresent()) {
        var symbols = new SymbolicPolicies(direction, List.of(policy));
        if (symbols.isEmpty(context.prover(), symbols.peer(policy, peer))) {
          String effect = rule.peers().size() == 1
              ? "the rule matches no packet"
              : "this peer of the rule matches no packet";
          context.report(policy.id(), peer.span(), effect + ": " + reason.get());
        }
      }
    }
  }

  /** Why the peer seems to match nothing; the prover has the last word. */
  private static Optional<String> reason(PolicyPeer peer) {
    return switch (peer) {
      case PolicyPeer.Pods pods -> pods.podSelector()
          .flatMap(selector -> conflict("podSelector", selector))
          .or(() -> pods.namespaceSelector().flatMap(selector -> conflict("namespaceSelector", selector)));
      case PolicyPeer.Block block -> AddressSet.of(block.block().cidr())
          .minus(AddressSet.of(block.block().except()))
          .isEmpty()
              ? Optional.of("`except` leaves no address of `%s`".formatted(block.block().cidr()))
              : Optional.empty();
      case PolicyPeer.Invalid invalid -> Optional.empty();
    };
  }

  private static Optional<String> conflict(String field, LabelSelector selector) {
    return Selectors.contradiction(selector)
        .map(key -> "no label `%s` meets all requirements of the `%s`".formatted(key, field));
  }
}
