package dev.canreach.resource.kubernetes;

import dev.canreach.packet.Protocol;
import dev.canreach.source.Span;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * A port of a Service (K8S/S-02).
 *
 * @param name its name; empty without one
 * @param protocol TCP, UDP or SCTP
 * @param port the Service's own port
 * @param target the port of the pods; the Service's own when not written (K8S/KX-4)
 * @param nodePort the port on every node, where written (K8S/S-16)
 * @param appProtocol what is spoken on it, as written; empty without one (K8S/S-02)
 * @param span where it stands
 */
public record ServicePort(String name, Protocol protocol, int port, PortRef target, OptionalInt nodePort,
    String appProtocol, Span span) {
  public ServicePort {
    Objects.requireNonNull(name);
    Objects.requireNonNull(protocol);
    Objects.requireNonNull(target);
    Objects.requireNonNull(nodePort);
    Objects.requireNonNull(appProtocol);
    Objects.requireNonNull(span);
  }

  /** A port that does not say what is spoken on it. */
  public ServicePort(String name, Protocol protocol, int port, PortRef target, OptionalInt nodePort, Span span) {
    this(name, protocol, port, target, nodePort, "", span);
  }

  /** The same, wherever it stands. */
  ServicePort withoutPlaces() {
    return new ServicePort(name, protocol, port, target, nodePort, appProtocol, Span.NOWHERE);
  }
}
