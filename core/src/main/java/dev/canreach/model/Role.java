package dev.canreach.model;

/** What an endpoint is to the network. */
public enum Role {
  /** Something that runs and that policies select: a pod, or the pods of one template. */
  WORKLOAD,
  /** A machine, together with everything that shares its network namespace and cannot be told apart from it. */
  NODE,
  /** An address that only routes serve: nothing runs there. */
  VIRTUAL,
  /** Every address that belongs to no other endpoint. */
  OUTSIDE,
  /** A workload that a question supposes: its labels are free. */
  FUTURE,
  /** A workload that the input lacks but every such system has, e.g. the cluster's name servers. */
  IMPLIED
}
