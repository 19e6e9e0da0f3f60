package dev.canreach.resource.linkerd;

import java.util.Optional;

/** Which clients a port takes that nothing else says more about (LINKERD/L-3). */
public enum AccessPolicy {
  /** Everybody. */
  ALL_UNAUTHENTICATED("all-unauthenticated"),
  /** Clients of the mesh. */
  ALL_AUTHENTICATED("all-authenticated"),
  /** Clients in the networks of the cluster. */
  CLUSTER_UNAUTHENTICATED("cluster-unauthenticated"),
  /** Clients of the mesh in the networks of the cluster. */
  CLUSTER_AUTHENTICATED("cluster-authenticated"),
  /** Nobody. */
  DENY("deny"),
  /** Everybody; who would be refused otherwise is written down. */
  AUDIT("audit");

  private final String text;

  AccessPolicy(String text) {
    this.text = text;
  }

  /** Its name in manifests. */
  public String text() {
    return text;
  }

  /** The policy of this name. */
  public static Optional<AccessPolicy> of(String text) {
    for (AccessPolicy policy : values()) {
      if (policy.text.equals(text)) {
        return Optional.of(policy);
      }
    }
    return Optional.empty();
  }

  /** The same policy for clients of the mesh only; what takes nobody, or everybody for trial, stays. */
  public AccessPolicy authenticated() {
    return switch (this) {
      case ALL_UNAUTHENTICATED, ALL_AUTHENTICATED -> ALL_AUTHENTICATED;
      case CLUSTER_UNAUTHENTICATED, CLUSTER_AUTHENTICATED -> CLUSTER_AUTHENTICATED;
      case DENY -> DENY;
      case AUDIT -> AUDIT;
    };
  }
}
