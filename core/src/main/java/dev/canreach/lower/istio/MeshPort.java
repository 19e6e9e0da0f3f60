package dev.canreach.lower.istio;

import dev.canreach.resource.istio.EntryPort;
import dev.canreach.resource.kubernetes.ServicePort;
import java.util.Optional;

/**
 * A port of a host.
 *
 * @param number the port that clients call
 * @param type what proxies take the bytes for
 * @param service the port of the Service, where the host is one
 * @param entry the port of the service entry, where the host is of one
 */
record MeshPort(int number, PortClass type, Optional<ServicePort> service, Optional<EntryPort> entry) {}
