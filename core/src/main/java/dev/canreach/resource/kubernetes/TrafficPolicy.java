package dev.canreach.resource.kubernetes;

/** Which endpoints of a Service a node forwards to (K8S/S-09, K8S/S-10). */
public enum TrafficPolicy {
  /** Any. */
  CLUSTER,
  /** Those on the node itself. */
  LOCAL
}
