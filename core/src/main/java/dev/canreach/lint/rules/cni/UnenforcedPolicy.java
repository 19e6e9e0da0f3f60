package dev.canreach.lint.rules.cni;

import dev.canreach.lint.Related;
import dev.canreach.lint.Rule;
import dev.canreach.lint.RuleContext;
import dev.canreach.lint.RuleMetadata;
import dev.canreach.resource.Resource;
import dev.canreach.resource.calico.CalicoPolicy;
import dev.canreach.resource.cni.CniConfiguration;
import dev.canreach.resource.kubernetes.NetworkPolicy;
import dev.canreach.source.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** CN201: there are policies, and the configured network plugin enforces none (CNI/3.6). */
public final class UnenforcedPolicy implements Rule {
  private static final RuleMetadata METADATA = RuleMetadata
      .of("CN201", "policy-present-but-unenforced", Severity.ERROR)
      .summary("the configured network plugin enforces no policy at all, and here is one")
      .rationale("""
          The policy reads as if it protected something. The network plugin that the input configures enforces no
          policies, so that it protects nothing: whoever can reach a pod's address reaches the pod.""")
      .remedy("use a network plugin that enforces policies, or run one beside it that does")
      .bad("""
          cniVersion: 1.0.0
          name: pods
          plugins: [{type: flannel}]
          ---
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata: {name: db, namespace: shop}
          spec: {podSelector: {matchLabels: {app: db}}, policyTypes: [Ingress]}
          """)
      .good("""
          cniVersion: 1.0.0
          name: pods
          plugins: [{type: antrea, ipam: {type: host-local, subnet: usePodCidr}}]
          ---
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata: {name: db, namespace: shop}
          spec: {podSelector: {matchLabels: {app: db}}, policyTypes: [Ingress]}
          """)
      .reads(CniConfiguration.class, NetworkPolicy.class, CalicoPolicy.class)
      .build();

  @Override
  public RuleMetadata metadata() {
    return METADATA;
  }

  @Override
  public void check(RuleContext context) {
    List<Resource> policies = new ArrayList<>(context.all(NetworkPolicy.class));
    policies.addAll(context.all(CalicoPolicy.class));
    Optional<IdlePlugin> idle = IdlePlugin.of(context);
    if (idle.isEmpty()) {
      return;
    }
    for (Resource policy : policies) {
      context.report(policy.id(), policy.span(),
          "nothing enforces this policy: %s does not".formatted(idle.get().describe()),
          new Related("the configuration of the network plugin", idle.get().plugin().span()));
    }
  }
}
