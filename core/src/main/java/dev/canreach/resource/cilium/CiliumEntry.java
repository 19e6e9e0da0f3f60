package dev.canreach.resource.cilium;

import dev.canreach.source.Span;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * An item of {@code ingress}, {@code ingressDeny}, {@code egress} or {@code egressDeny} (CILIUM/2.1).
 *
 * @param deny whether it denies
 * @param peers the peers; no item when no peer field counts as written, and empty when a list of peers is written without
 *     items, which selects nobody (CILIUM/2.5)
 * @param traffic what traffic it is about
 * @param authentication whether the peers have to prove who they are
 * @param index its place in its list
 * @param field its path
 * @param span where it begins
 */
public record CiliumEntry(boolean deny, Optional<List<CiliumPeer>> peers, CiliumTraffic traffic,
    Authentication authentication, int index, String field, Span span) {
  /** Whether the two ends authenticate each other (CILIUM/2.8). */
  public enum Authentication {
    /** They do not. */
    NONE,
    /** They have to. */
    REQUIRED,
    /** They have to, and it never works. */
    ALWAYS_FAILS
  }

  public CiliumEntry {
    peers = peers.map(List::copyOf);
    Objects.requireNonNull(traffic);
    Objects.requireNonNull(authentication);
    Objects.requireNonNull(field);
    Objects.requireNonNull(span);
  }
}
