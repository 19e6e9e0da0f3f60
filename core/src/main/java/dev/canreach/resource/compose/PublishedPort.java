package dev.canreach.resource.compose;

import dev.canreach.source.Span;
import java.util.Objects;

/**
 * A published port in its long form (COMPOSE/C-4).
 *
 * @param target the port of the container, 1 to 65535
 * @param published the port of the host, a range of which one is taken, or empty for a random one
 * @param hostIp the address of the host that it is bound to; empty for all
 * @param protocol {@code tcp}, {@code udp} or {@code sctp}
 * @param mode {@code ingress} or {@code host}, or empty
 * @param name its name, or empty
 * @param appProtocol the protocol above, or empty
 * @param span where it is written
 */
public record PublishedPort(int target, String published, String hostIp, String protocol, String mode, String name,
    String appProtocol, Span span) {

  /** Rejects nulls. */
  public PublishedPort {
    Objects.requireNonNull(published);
    Objects.requireNonNull(hostIp);
    Objects.requireNonNull(protocol);
    Objects.requireNonNull(mode);
    Objects.requireNonNull(name);
    Objects.requireNonNull(appProtocol);
    Objects.requireNonNull(span);
  }

  /** The least port of the host that may be taken; 0 for a random one. */
  public int firstPublished() {
    return published.isEmpty() ? 0 : Integer.parseInt(published.split("-", -1)[0]);
  }

  /** The greatest port of the host that may be taken; 0 for a random one. */
  public int lastPublished() {
    return published.isEmpty() ? 0 : Integer.parseInt(published.substring(published.indexOf('-') + 1));
  }
}
