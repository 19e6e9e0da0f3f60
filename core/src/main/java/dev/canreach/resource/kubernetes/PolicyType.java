package dev.canreach.resource.kubernetes;

/** A direction of traffic that a NetworkPolicy governs. */
public enum PolicyType {
  /** To the selected pods. */
  INGRESS,
  /** From the selected pods. */
  EGRESS
}
