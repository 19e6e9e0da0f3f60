package dev.canreach.resource.gateway;

import java.util.List;
import java.util.Objects;

/**
 * What a listener does with TLS (K8S/G-18).
 *
 * @param mode who ends the TLS session
 * @param certificates the certificates that it presents
 */
public record ListenerTls(Mode mode, List<ObjectRef> certificates) {
  /** Who ends the TLS session. */
  public enum Mode {
    /** The gateway. */
    TERMINATE,
    /** The backend. */
    PASSTHROUGH
  }

  public ListenerTls {
    Objects.requireNonNull(mode);
    certificates = List.copyOf(certificates);
  }
}
