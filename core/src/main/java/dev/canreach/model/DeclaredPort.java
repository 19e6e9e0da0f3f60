package dev.canreach.model;

import dev.canreach.packet.Protocol;

/**
 * A port that an endpoint says it listens on. Not a filter: an undeclared port may listen as well (K8S/W-06).
 *
 * @param name the name, or empty
 * @param protocol TCP, UDP or SCTP
 * @param port 1 to 65535
 */
public record DeclaredPort(String name, Protocol protocol, int port) {}
