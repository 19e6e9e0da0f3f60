package dev.canreach.lint.rules.networkpolicy;

import dev.canreach.lint.Related;
import dev.canreach.lint.Rule;
import dev.canreach.lint.RuleContext;
import dev.canreach.lint.RuleMetadata;
import dev.canreach.resource.kubernetes.NetworkPolicy;
import dev.canreach.source.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** NP301: without the rule, or the whole policy, exactly the same packets pass (K8S/N-06). */
public final class RedundantRule implements Rule {
  private static final RuleMetadata METADATA = RuleMetadata.of("NP301", "netpol-rule-redundant", Severity.NOTE)
      .summary("the rule, or the whole policy, changes nothing because others allow the same")
      .rationale("""
          Policies add up: a rule whose every packet is allowed by other rules for the same pods can go without any
          effect, and so can a policy when others isolate its pods as well. Such rules mislead: whoever deletes or
          narrows them believes that something closes. It is proven for every pod that could exist, not only for
          those in the input.""")
      .remedy("delete it, or narrow the rules that cover it")
      .bad("""
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata: {name: db, namespace: shop}
          spec:
            podSelector: {matchLabels: {app: db}}
            policyTypes: [Ingress]
            ingress:
            - from: [{podSelector: {matchLabels: {app: api}}}]
            - from: [{podSelector: {matchLabels: {app: api, tier: back}}}]
              ports: [{port: 5432}]
          """)
      .good("""
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata: {name: db, namespace: shop}
          spec:
            podSelector: {matchLabels: {app: db}}
            policyTypes: [Ingress]
            ingress:
            - from: [{podSelector: {matchLabels: {app: api, tier: back}}}]
              ports: [{port: 5432}]
          """)
      .reads(NetworkPolicy.class)
      .build();

  @Override
  public RuleMetadata metadata() {
    return METADATA;
  }

  @Override
  public void check(RuleContext context) {
    var byNamespace = new TreeMap<String, List<NetworkPolicy>>();
    for (NetworkPolicy policy : context.policies()) {
      byNamespace.computeIfAbsent(policy.namespace(), key -> new ArrayList<>()).add(policy);
    }
    byNamespace.values().forEach(policies -> check(context, policies));
  }

  private static void check(RuleContext context, List<NetworkPolicy> policies) {
    var coverings = List.of(new Covering(Direction.INGRESS, policies), new Covering(Direction.EGRESS, policies));
    // The last of several equal policies or rules goes first, so that one of them stays.
    for (NetworkPolicy policy : policies.reversed()) {
      Optional<List<String>> covering = policy(context, coverings, policy);
      if (covering.isPresent()) {
        coverings.forEach(each -> each.remove(policy));
        context.report(policy.id(), policy.meta().span(),
            "`%s` changes nothing: %s isolate%s its pods and allow%s all it allows"
                .formatted(policy.id(), Quoted.some(covering.get()), covering.get().size() == 1 ? "s" : "",
                    covering.get().size() == 1 ? "s" : ""));
      }
    }
    for (Covering covering : coverings) {
      for (Covering.Part part : covering.parts().reversed()) {
        Optional<List<Covering.Part>> covers = covering.of(part, other -> !other.equals(part), context::prover);
        if (covers.isPresent()) {
          covering.remove(part);
          context.report(Severity.NOTE, part.policy().id(), part.rule().span(),
              "the rule changes nothing: %s allow%s all it allows".formatted(
                  Quoted.some(covers.get().stream().map(Covering.Part::name).toList()),
                  covers.get().size() == 1 ? "s" : ""),
              covers.get().stream().map(cover -> new Related(cover.name(), cover.rule().span())).toList());
        }
      }
    }
  }

  /** The names of the policies that make the policy redundant. */
  private static Optional<List<String>> policy(RuleContext context, List<Covering> coverings, NetworkPolicy policy) {
    var names = new TreeSet<String>();
    for (Covering covering : coverings) {
      if (!covering.isolated(policy)) {
        continue;
      }
      if (!covering.mayIsolateAsWell(policy)) {
        return Optional.empty();
      }
      for (Covering.Part part : covering.parts(policy)) {
        if (!covering.mayCover(part, other -> !other.policy().equals(policy))) {
          return Optional.empty();
        }
      }
    }
    for (Covering covering : coverings) {
      if (!covering.isolated(policy)) {
        continue;
      }
      var isolating = covering.isolateAsWell(policy, context::prover);
      if (isolating.isEmpty()) {
        return Optional.empty();
      }
      isolating.get().forEach(other -> names.add(other.id()));
      for (Covering.Part part : covering.parts(policy)) {
        var covers = covering.of(part, other -> !other.policy().equals(policy), context::prover);
        if (covers.isEmpty()) {
          return Optional.empty();
        }
        covers.get().forEach(cover -> names.add(cover.policy().id()));
      }
    }
    return names.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(names));
  }
}
