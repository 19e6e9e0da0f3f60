package dev.canreach.lint.rules.cni;

import dev.canreach.lint.Rule;
import dev.canreach.lint.RuleContext;
import dev.canreach.lint.RuleMetadata;
import dev.canreach.resource.cni.CniConfiguration;
import dev.canreach.source.Severity;

/** CN102: the configured network plugin enforces no policies (CNI/3.6). */
public final class NoPolicySupport implements Rule {
  private static final RuleMetadata METADATA = RuleMetadata.of("CN102", "cni-no-policy-support", Severity.ERROR)
      .summary("the configured network plugin enforces no policies")
      .rationale("""
          Policies are enforced by the network plugin, and not by Kubernetes itself. Flannel, a plain bridge and other
          plugins of the reference collection connect pods and do no more; Calico knows nothing of pods unless its
          configuration says `policy: {type: k8s}`. In such a cluster every pod reaches every other one, and the API
          server accepts policies without a word.""")
      .remedy("use a plugin that enforces policies, or run one beside it that does, such as kube-network-policies")
      .bad("""
          cniVersion: 1.0.0
          name: pods
          plugins:
          - {type: flannel, delegate: {isDefaultGateway: true}}
          - {type: portmap, capabilities: {portMappings: true}}
          """)
      .good("""
          cniVersion: 1.0.0
          name: pods
          plugins:
          - {type: calico, datastore_type: kubernetes, ipam: {type: calico-ipam}, policy: {type: k8s}}
          - {type: portmap, capabilities: {portMappings: true}}
          """)
      .reads(CniConfiguration.class)
      .build();

  @Override
  public RuleMetadata metadata() {
    return METADATA;
  }

  @Override
  public void check(RuleContext context) {
    IdlePlugin.of(context)
        .ifPresent(idle -> context.report(idle.configuration().id(), idle.plugin().span(),
            "%s enforces no policies, so that every pod reaches every other one".formatted(idle.describe())));
  }
}
