package dev.canreach.resource.gateway;

import java.util.Optional;

/** The kinds of routes. */
public enum RouteKind {
  /** HTTP requests. */
  HTTP("HTTPRoute"),
  /** gRPC calls. */
  GRPC("GRPCRoute"),
  /** TLS sessions, by the server name that the client asks for. */
  TLS("TLSRoute"),
  /** TCP connections. */
  TCP("TCPRoute"),
  /** UDP datagrams. */
  UDP("UDPRoute");

  private final String kind;

  RouteKind(String kind) {
    this.kind = kind;
  }

  /** Its name in manifests. */
  public String kind() {
    return kind;
  }

  /** The kind of this name. */
  public static Optional<RouteKind> of(String kind) {
    for (RouteKind each : values()) {
      if (each.kind.equals(kind)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  /** Whether its objects have hostnames. */
  public boolean hasHostnames() {
    return this == HTTP || this == GRPC || this == TLS;
  }
}
