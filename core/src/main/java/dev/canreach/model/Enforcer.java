package dev.canreach.model;

/** What enforces the policies of a plane. */
public enum Enforcer {
  /** The network of the machine that a workload runs on, e.g. its packet filter. */
  KERNEL,
  /** The proxy of a workload. */
  PROXY,
  /** A proxy that traffic passes on its way. */
  GATEWAY,
  /** The machine that runs containers. */
  HOST
}
