package dev.canreach.model;

import dev.canreach.packet.Protocol;
import org.jspecify.annotations.Nullable;

/**
 * A port that an endpoint says it listens on. Not a filter: an undeclared port may listen as well (K8S/W-06).
 *
 * @param name the name, or empty
 * @param protocol TCP, UDP or SCTP
 * @param port 1 to 65535
 */
public record DeclaredPort(String name, Protocol protocol, int port) {
  /** Written out, as is {@link #hashCode}: what a record generates for itself takes long at the first use. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof DeclaredPort declared && port == declared.port && name.equals(declared.name)
        && protocol.equals(declared.protocol);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * name.hashCode() + protocol.number()) + port;
  }
}
