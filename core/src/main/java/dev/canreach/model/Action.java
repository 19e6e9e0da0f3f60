package dev.canreach.model;

/** What a rule, or the end of a tier, does with a packet. */
public enum Action {
  /** The plane lets it through. */
  ALLOW,
  /** The plane drops or rejects it. */
  DENY,
  /** The next tier decides. */
  PASS
}
