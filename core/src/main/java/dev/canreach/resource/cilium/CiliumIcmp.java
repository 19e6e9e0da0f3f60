package dev.canreach.resource.cilium;

import dev.canreach.packet.IpFamily;
import dev.canreach.source.Span;
import java.util.Objects;
import java.util.Optional;

/**
 * A type of ICMP, with any code (CILIUM/2.4).
 *
 * @param family the family
 * @param type the type as a number, unchecked (CILIUM/CX-11); empty when it is refused
 * @param span where it is written
 */
public record CiliumIcmp(IpFamily family, Optional<Integer> type, Span span) {
  public CiliumIcmp {
    Objects.requireNonNull(family);
    Objects.requireNonNull(type);
    Objects.requireNonNull(span);
  }
}
