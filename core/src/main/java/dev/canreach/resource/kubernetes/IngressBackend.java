package dev.canreach.resource.kubernetes;

import dev.canreach.source.Span;
import java.util.Objects;
import java.util.Optional;

/**
 * What gets requests (K8S/I-06).
 *
 * @param service the Service in the Ingress's own namespace; empty when it is another kind of object
 * @param port the port of the Service
 * @param span where it stands
 */
public record IngressBackend(String service, Optional<PortRef> port, Span span) {
  public IngressBackend {
    Objects.requireNonNull(service);
    Objects.requireNonNull(port);
    Objects.requireNonNull(span);
  }
}
