package dev.canreach.resource.cilium;

import dev.canreach.source.Span;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One rule of a policy (CILIUM/2.1).
 *
 * @param endpointSelector the pods that it governs
 * @param nodeSelector the nodes that it governs instead
 * @param ingress what may come in, and what may not, in that order
 * @param egress what may go out, and what may not, in that order
 * @param ingressDefaultDeny whether what no rule allows to come in is denied (CILIUM/2.6)
 * @param egressDefaultDeny whether what no rule allows to go out is denied (CILIUM/2.6)
 * @param field the path of the rule, such as {@code spec} or {@code specs[1]}
 * @param span where it begins
 */
public record CiliumRule(Optional<CiliumSelector> endpointSelector, Optional<CiliumSelector> nodeSelector,
    List<CiliumEntry> ingress, List<CiliumEntry> egress, boolean ingressDefaultDeny, boolean egressDefaultDeny,
    String field, Span span) {
  public CiliumRule {
    Objects.requireNonNull(endpointSelector);
    Objects.requireNonNull(nodeSelector);
    ingress = List.copyOf(ingress);
    egress = List.copyOf(egress);
    Objects.requireNonNull(field);
    Objects.requireNonNull(span);
  }
}
