package dev.canreach.resource.istio;

import java.util.Set;

/** Checks the kinds that decide who may call (ISTIO/I-14). */
final class SecurityRules {
  /** What counts as true in an annotation. */
  static final Set<String> TRUE = Set.of("1", "t", "T", "TRUE", "true", "True");

  private SecurityRules() {}
}
