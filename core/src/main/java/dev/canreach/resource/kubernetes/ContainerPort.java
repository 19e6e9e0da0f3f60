package dev.canreach.resource.kubernetes;

import dev.canreach.packet.Protocol;
import dev.canreach.source.Span;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * A port that a container declares.
 *
 * @param name the name by which policies and Services refer to it (K8S/W-07); empty without one
 * @param protocol TCP, UDP or SCTP
 * @param containerPort the number, 1 to 65535
 * @param hostPort the port on the node that leads to it (K8S/W-09)
 * @param hostIp the node address that {@code hostPort} is bound to, as written; empty for all of them
 * @param span where it stands
 */
public record ContainerPort(String name, Protocol protocol, int containerPort, OptionalInt hostPort, String hostIp,
    Span span) {
  public ContainerPort {
    Objects.requireNonNull(name);
    Objects.requireNonNull(protocol);
    Objects.requireNonNull(hostPort);
    Objects.requireNonNull(hostIp);
    Objects.requireNonNull(span);
  }

  /** The same, wherever it stands. */
  ContainerPort withoutPlaces() {
    return new ContainerPort(name, protocol, containerPort, hostPort, hostIp, Span.NOWHERE);
  }
}
