package dev.canreach.lower.proxy;

import java.util.OptionalInt;
import java.util.function.IntUnaryOperator;

/**
 * An endpoint that runs a proxy.
 *
 * @param endpoint its index
 * @param ports the port that it listens on itself, for each port that clients name
 */
public record Proxy(int endpoint, IntUnaryOperator ports) {

  /** A proxy that listens on the ports that clients name. */
  public static Proxy at(int endpoint) {
    return new Proxy(endpoint, port -> port);
  }

  /** The port for clients' port, where the client names one. */
  OptionalInt port(OptionalInt named) {
    return named.isPresent() ? OptionalInt.of(ports.applyAsInt(named.getAsInt())) : OptionalInt.empty();
  }
}
