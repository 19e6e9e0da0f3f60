package dev.canreach.resource.kubernetes;

import dev.canreach.source.Span;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A rule of an administrator's policy (K8S/P-04).
 *
 * @param action what happens to traffic that matches
 * @param peers who is at the other end; one of them
 * @param ports the ports, one of them; no item for every port and protocol (K8S/P-14)
 * @param index its place among the rules of its direction
 * @param span where it begins
 */
public record AdminRule(Action action, List<AdminPeer> peers, Optional<List<AdminPort>> ports, int index, Span span) {
  /** What happens to traffic that matches (K8S/P-06). */
  public enum Action {
    /** It passes. */
    ALLOW,
    /** It does not. */
    DENY,
    /** The next tier decides. */
    PASS,
    /** The action is refused. */
    INVALID
  }

  public AdminRule {
    Objects.requireNonNull(action);
    peers = List.copyOf(peers);
    ports = ports.map(List::copyOf);
    Objects.requireNonNull(span);
  }
}
