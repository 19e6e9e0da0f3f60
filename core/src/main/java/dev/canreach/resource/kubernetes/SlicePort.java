package dev.canreach.resource.kubernetes;

import dev.canreach.packet.Protocol;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * A port of the endpoints of a slice.
 *
 * @param name the name of the Service port that it serves; empty for the unnamed one (K8S/S-06)
 * @param protocol TCP, UDP or SCTP
 * @param port the number on the endpoints; every port when not written, none when out of range (K8S/KX-6)
 */
public record SlicePort(String name, Protocol protocol, OptionalInt port) {
  public SlicePort {
    Objects.requireNonNull(name);
    Objects.requireNonNull(protocol);
    Objects.requireNonNull(port);
  }
}
