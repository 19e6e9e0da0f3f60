package dev.canreach.resource.istio;

/** What an authorization policy does with requests that match (ISTIO/I-7.2). */
public enum AuthorizationAction {
  /** They pass, and others do not unless another policy lets them pass. */
  ALLOW,
  /** They are refused. */
  DENY,
  /** They are logged. */
  AUDIT,
  /** An external authorizer decides. */
  CUSTOM
}
