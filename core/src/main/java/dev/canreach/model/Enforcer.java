package dev.canreach.model;

/** What enforces the policies of a plane. */
public enum Enforcer {
  /** The network of the machine that a workload runs on, e.g. its packet filter. */
  KERNEL,
  /** A proxy: that of a workload, or one that traffic passes on its way. */
  PROXY,
  /** The machine that runs containers. */
  HOST
}
