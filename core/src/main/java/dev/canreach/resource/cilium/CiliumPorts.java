package dev.canreach.resource.cilium;

import dev.canreach.source.Span;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * An item of {@code toPorts} (CILIUM/2.4).
 *
 * @param ports the ports; without items nothing matches (CILIUM/CX-5)
 * @param http the requests that are let through; empty when they are not looked at
 * @param names whether the agents look at lookups of names, and so learn their addresses
 * @param serverNames the names that a TLS client may ask for; no item when they are not looked at
 * @param listener whether a proxy of the user's own takes the connection
 * @param span where it begins
 */
public record CiliumPorts(List<CiliumPort> ports, Optional<List<CiliumHttpRule>> http, boolean names,
    List<String> serverNames, boolean listener, Span span) {
  public CiliumPorts {
    ports = List.copyOf(ports);
    http = http.map(List::copyOf);
    serverNames = List.copyOf(serverNames);
    Objects.requireNonNull(span);
  }
}
