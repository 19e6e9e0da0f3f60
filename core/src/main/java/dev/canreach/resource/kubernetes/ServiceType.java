package dev.canreach.resource.kubernetes;

/** How a Service is reachable; each type adds to the one before it (K8S/S-01). */
public enum ServiceType {
  /** A name and, unless headless, an address inside the cluster. */
  CLUSTER_IP,
  /** And a port on every node. */
  NODE_PORT,
  /** And an external address. */
  LOAD_BALANCER,
  /** Only another name for a name (K8S/S-08). */
  EXTERNAL_NAME
}
