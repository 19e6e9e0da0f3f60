package dev.canreach.lint.rules.istio;

import dev.canreach.lint.Rule;
import dev.canreach.lint.RuleContext;
import dev.canreach.lint.RuleMetadata;
import dev.canreach.resource.istio.AuthorizationAction;
import dev.canreach.resource.istio.AuthorizationPolicy;
import dev.canreach.resource.istio.AuthorizationRule;
import dev.canreach.source.Severity;

/** IS309: an ALLOW policy without rules refuses everything, and an empty rule matches everything (ISTIO/I-7.2). */
public final class AllOrNothing implements Rule {
  private static final RuleMetadata METADATA = RuleMetadata
      .of("IS309", "authz-accidental-allow-or-deny-all", Severity.ERROR)
      .summary("an authorization policy for some pods lets nothing or everything pass")
      .rationale(
          """
              `spec: {}` and a policy whose rules were lost in editing let nothing pass; `rules: [{}]` matches every request,
              and so does a rule whose `from`, `to` and `when` are empty lists. Each differs from the other by two letters.
              A policy without selector that lets nothing pass is the usual default of a namespace, and is left alone.""")
      .remedy("write the rules that are meant; to refuse everything on purpose, write the policy for the namespace")
      .bad("""
          apiVersion: security.istio.io/v1
          kind: AuthorizationPolicy
          metadata: {name: cart, namespace: shop}
          spec:
            selector: {matchLabels: {app: cart}}
            rules: [{}]
          """)
      .good("""
          apiVersion: security.istio.io/v1
          kind: AuthorizationPolicy
          metadata: {name: cart, namespace: shop}
          spec:
            selector: {matchLabels: {app: cart}}
            rules: [{from: [{source: {namespaces: [shop]}}]}]
          """)
      .reads(AuthorizationPolicy.class)
      .build();

  @Override
  public RuleMetadata metadata() {
    return METADATA;
  }

  @Override
  public void check(RuleContext context) {
    for (AuthorizationPolicy policy : context.inForce(AuthorizationPolicy.class)) {
      boolean decides = !policy.dryRun()
          && (policy.action() == AuthorizationAction.ALLOW || policy.action() == AuthorizationAction.DENY);
      if (!decides || !policy.selector().narrows()) {
        continue;
      }
      if (policy.rules().isEmpty() && policy.action() == AuthorizationAction.ALLOW) {
        context.report(policy.id(), policy.span(),
            "`%s` has no rules, so that it lets nothing pass".formatted(policy.id()));
      }
      for (AuthorizationRule rule : policy.rules()) {
        if (rule.from().isEmpty() && rule.to().isEmpty() && rule.when().isEmpty()) {
          context.report(policy.id(), rule.span(), policy.action() == AuthorizationAction.ALLOW
              ? "this rule of `%s` matches every request, so that everything passes".formatted(policy.id())
              : "this rule of `%s` matches every request, so that nothing passes".formatted(policy.id()));
        }
      }
    }
  }
}
