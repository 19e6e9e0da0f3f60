package dev.canreach.resource.kubernetes;

import dev.canreach.source.Span;
import java.util.List;
import java.util.Objects;

/**
 * A rule of a NetworkPolicy: some peer and some port must match (K8S/N-05).
 *
 * @param peers the other ends; anyone when empty (K8S/N-04)
 * @param ports the ports; every port of every protocol when empty
 * @param index its place in the list of its direction, counted from 0
 * @param span where it stands
 */
public record PolicyRuleSpec(List<PolicyPeer> peers, List<PolicyPort> ports, int index, Span span) {
  public PolicyRuleSpec {
    peers = List.copyOf(peers);
    ports = List.copyOf(ports);
    if (index < 0) {
      throw new IllegalArgumentException("rule index " + index);
    }
    Objects.requireNonNull(span);
  }

  /** The same, wherever it stands. */
  PolicyRuleSpec withoutPlaces() {
    return new PolicyRuleSpec(peers.stream().map(PolicyPeer::withoutPlaces).toList(),
        ports.stream().map(PolicyPort::withoutPlaces).toList(), index, Span.NOWHERE);
  }
}
