package dev.canreach.api.admission;

/** What an objection does to a request, from the strongest on. */
public enum Enforcement {
  /** The request is refused. */
  DENY,
  /** The request passes, and whoever made it is told. */
  WARN,
  /** The request passes, and the audit log says why it might not have. */
  AUDIT
}
