package dev.canreach.resource.kubernetes;

import java.util.Objects;

/** A port by number or by the name that a container gives it. */
public sealed interface PortRef {
  /** A number, 1 to 65535. */
  record ByNumber(int port) implements PortRef {}

  /** A name, looked up in each pod (K8S/S-05). */
  record ByName(String name) implements PortRef {
    public ByName {
      Objects.requireNonNull(name);
    }
  }
}
