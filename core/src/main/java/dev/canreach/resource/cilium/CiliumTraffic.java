package dev.canreach.resource.cilium;

import dev.canreach.source.Span;
import java.util.List;

/** What traffic an entry is about (CILIUM/2.4). */
public sealed interface CiliumTraffic {
  /** Every protocol, ICMP included. */
  record All() implements CiliumTraffic {}

  /** What one of the items of {@code toPorts} takes; without items nothing. */
  record ToPorts(List<CiliumPorts> items) implements CiliumTraffic {
    public ToPorts {
      items = List.copyOf(items);
    }
  }

  /** ICMP of these types; without types nothing. */
  record Icmps(List<CiliumIcmp> types, Span span) implements CiliumTraffic {
    public Icmps {
      types = List.copyOf(types);
    }
  }
}
