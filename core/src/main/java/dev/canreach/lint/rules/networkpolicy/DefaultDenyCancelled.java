package dev.canreach.lint.rules.networkpolicy;

import dev.canreach.lint.Related;
import dev.canreach.lint.Rule;
import dev.canreach.lint.RuleContext;
import dev.canreach.lint.RuleMetadata;
import dev.canreach.packet.IpFamily;
import dev.canreach.resource.kubernetes.IpBlock;
import dev.canreach.resource.kubernetes.NetworkPolicy;
import dev.canreach.resource.kubernetes.PolicyPeer;
import dev.canreach.resource.kubernetes.PolicyRuleSpec;
import dev.canreach.source.Severity;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** NP313: a rule that allows everything cancels every policy that denies, since policies add up (K8S/N-04, K8S/N-06). */
public final class DefaultDenyCancelled implements Rule {
  private static final RuleMetadata METADATA = RuleMetadata.of("NP313", "allow-all-cancels-default-deny",
      Severity.WARNING)
      .summary("the rule allows everything, which cancels a policy that denies everything")
      .rationale("""
          Policies have no order and cannot deny: a packet passes when any rule allows it. One rule without peers and
          ports, such as the empty rule `{}`, for all the pods of a default-deny policy makes that policy meaningless
          for its direction.""")
      .remedy("name peers and ports in the rule, or select only the pods that are meant to be open")
      .bad("""
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata: {name: default-deny, namespace: shop}
          spec: {podSelector: {}, policyTypes: [Ingress]}
          ---
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata: {name: web, namespace: shop}
          spec:
            podSelector: {}
            policyTypes: [Ingress]
            ingress:
            - {}
          """)
      .good("""
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata: {name: default-deny, namespace: shop}
          spec: {podSelector: {}, policyTypes: [Ingress]}
          ---
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata: {name: web, namespace: shop}
          spec:
            podSelector: {matchLabels: {app: web}}
            policyTypes: [Ingress]
            ingress:
            - {}
          """)
      .reads(NetworkPolicy.class)
      .build();

  @Override
  public RuleMetadata metadata() {
    return METADATA;
  }

  @Override
  public void check(RuleContext context) {
    Map<String, List<NetworkPolicy>> denying = new HashMap<>();
    for (Direction direction : Direction.values()) {
      for (NetworkPolicy policy : context.policies()) {
        if (direction.isolated(policy) && direction.rules(policy).isEmpty()) {
          denying.computeIfAbsent(key(policy, direction), key -> new ArrayList<>()).add(policy);
        }
      }
    }
    for (NetworkPolicy policy : context.policies()) {
      for (Direction direction : Direction.values()) {
        List<NetworkPolicy> candidates = denying.getOrDefault(key(policy, direction), List.of());
        for (PolicyRuleSpec rule : candidates.isEmpty() ? List.<PolicyRuleSpec>of() : direction.rules(policy)) {
          Set<IpFamily> families = everything(rule);
          if (!families.isEmpty()) {
            report(context, policy, direction, rule, families, candidates.stream()
                .filter(other -> !other.equals(policy) && Selectors.covers(policy.podSelector(), other.podSelector()))
                .toList());
          }
        }
      }
    }
  }

  private static String key(NetworkPolicy policy, Direction direction) {
    return direction + " " + policy.namespace();
  }

  private static void report(RuleContext context, NetworkPolicy policy, Direction direction, PolicyRuleSpec rule,
      Set<IpFamily> families, List<NetworkPolicy> cancelled) {
    if (!cancelled.isEmpty()) {
      context.report(Severity.WARNING, policy.id(), rule.span(),
          "the rule allows all %s%s, so %s denies nothing: policies add up".formatted(
              families.size() == 1 ? "IPv" + families.iterator().next().version() + " " : "", direction,
              Quoted.some(cancelled.stream().map(NetworkPolicy::id).distinct().toList())),
          cancelled.stream().map(other -> new Related(other.id(), other.span())).toList());
    }
  }

  /** The families of which the rule allows every packet. */
  private static Set<IpFamily> everything(PolicyRuleSpec rule) {
    if (!rule.ports().isEmpty()) {
      return Set.of();
    }
    if (rule.peers().isEmpty()) {
      return EnumSet.allOf(IpFamily.class);
    }
    var families = EnumSet.noneOf(IpFamily.class);
    for (PolicyPeer peer : rule.peers()) {
      if (peer instanceof PolicyPeer.Block block && isWhole(block.block())) {
        families.add(block.block().cidr().family());
      }
    }
    return families;
  }

  private static boolean isWhole(IpBlock block) {
    return block.cidr().length() == 0 && block.except().isEmpty();
  }
}
