package dev.canreach.resource.istio;

import java.util.Optional;

/**
 * What holds for one port, instead of all that holds for the host (ISTIO/I-6.2).
 *
 * @param port the port of the host
 * @param tls the TLS of clients; empty where the policy says nothing
 * @param passthrough whether clients call the address that they meant themselves
 */
public record PortPolicy(int port, Optional<ClientTls> tls, boolean passthrough) {}
