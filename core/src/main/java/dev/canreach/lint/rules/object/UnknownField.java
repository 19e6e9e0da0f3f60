package dev.canreach.lint.rules.object;

import dev.canreach.lint.Rule;
import dev.canreach.lint.RuleContext;
import dev.canreach.lint.RuleMetadata;
import dev.canreach.source.Diagnostic;
import dev.canreach.source.Severity;

/** XR102: a field that its kind doesn't have is dropped, and the manifest means something else (K8S/W-16). */
public final class UnknownField implements Rule {
  private static final String TYPE = "UnknownField";

  private static final RuleMetadata METADATA = RuleMetadata.of("XR102", "unknown-field", Severity.WARNING)
      .summary("the object has a field that its kind doesn't know")
      .rationale("""
          An API server that is not told to be strict drops a field that it doesn't know, and stores the rest. A
          misspelt `ingress` of a policy then turns "allow these" into "deny all", and a misspelt `podSelector` turns
          "these pods" into "all pods".""")
      .remedy("correct the spelling or the place of the field, or delete it")
      .bad("""
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata: {name: db, namespace: shop}
          spec:
            podSelector: {matchLabels: {app: db}}
            policyTypes: [Ingress]
            ingres:
            - from: [{podSelector: {matchLabels: {app: api}}}]
          """)
      .good("""
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata: {name: db, namespace: shop}
          spec:
            podSelector: {matchLabels: {app: db}}
            policyTypes: [Ingress]
            ingress:
            - from: [{podSelector: {matchLabels: {app: api}}}]
          """)
      .reads(Diagnostic.class)
      .build();

  @Override
  public RuleMetadata metadata() {
    return METADATA;
  }

  @Override
  public void check(RuleContext context) {
    for (Diagnostic diagnostic : context.diagnostics()) {
      // Dumps of older clusters carry a status that newer servers have no place for; it never meant anything.
      if (diagnostic.type().equals(TYPE) && !diagnostic.field().equals("status")) {
        context.report(diagnostic.object(), diagnostic.span(), diagnostic.message());
      }
    }
  }
}
