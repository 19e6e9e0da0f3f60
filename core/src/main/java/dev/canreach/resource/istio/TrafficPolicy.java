package dev.canreach.resource.istio;

import java.util.List;
import java.util.Optional;

/**
 * How clients talk to a host, as far as it changes who is reached (ISTIO/I-6.2).
 *
 * @param tls the TLS of clients; empty where the policy says nothing
 * @param passthrough whether clients call the address that they meant themselves
 * @param ports what holds for single ports instead
 */
public record TrafficPolicy(Optional<ClientTls> tls, boolean passthrough, List<PortPolicy> ports) {

  /** Copies the collections. */
  public TrafficPolicy {
    ports = List.copyOf(ports);
  }
}
