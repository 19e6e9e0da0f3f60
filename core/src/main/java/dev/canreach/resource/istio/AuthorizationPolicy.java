package dev.canreach.resource.istio;

import java.util.List;

/**
 * Which requests a proxy lets through to its pod (ISTIO/I-7).
 *
 * @param object what every object has
 * @param selector the pods
 * @param targeted whether it names objects instead of pods, so that it is none of the sidecars'
 * @param action what it does with requests that match
 * @param provider the external authorizer of a CUSTOM policy, or empty
 * @param dryRun whether it is only tried, so that it never decides
 * @param rules the rules, one of which must match
 */
public record AuthorizationPolicy(IstioObject object, WorkloadSelector selector, boolean targeted,
    AuthorizationAction action, String provider, boolean dryRun, List<AuthorizationRule> rules) implements Aged {

  /** Copies the collections. */
  public AuthorizationPolicy {
    rules = List.copyOf(rules);
  }
}
