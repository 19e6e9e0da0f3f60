package dev.canreach.resource.cilium;

import dev.canreach.packet.Protocol;
import dev.canreach.source.Span;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/** A port, or a range of ports (CILIUM/2.4). */
public sealed interface CiliumPort {
  /** Where it is written. */
  Span span();

  /** Ports by number, both ends included; from 0 on for every port. */
  record Range(List<Protocol> protocols, int first, int last, Span span) implements CiliumPort {
    public Range {
      protocols = List.copyOf(protocols);
    }
  }

  /** A port that the pod names, in lower case, and the end of a range if one is written (CILIUM/CX-3). */
  record Named(List<Protocol> protocols, String name, OptionalInt end, Span span) implements CiliumPort {
    public Named {
      protocols = List.copyOf(protocols);
      Objects.requireNonNull(name);
    }
  }

  /** A protocol without ports. */
  record Other(Protocol protocol, Span span) implements CiliumPort {}

  /** A port that is refused; it matches nothing. */
  record Invalid(Span span) implements CiliumPort {}
}
