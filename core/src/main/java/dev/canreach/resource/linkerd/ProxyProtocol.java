package dev.canreach.resource.linkerd;

import java.util.Optional;

/** What the proxy takes the bytes on a port for (LINKERD/L-4). */
public enum ProxyProtocol {
  /** Whatever the first bytes look like. */
  UNKNOWN("unknown"),
  /** HTTP/1. */
  HTTP1("HTTP/1"),
  /** HTTP/2. */
  HTTP2("HTTP/2"),
  /** gRPC. */
  GRPC("gRPC"),
  /** Bytes that the proxy does not look at. */
  OPAQUE("opaque"),
  /** TLS of the client's own, which the proxy cannot read. */
  TLS("TLS");

  private final String text;

  ProxyProtocol(String text) {
    this.text = text;
  }

  /** Its name in manifests. */
  public String text() {
    return text;
  }

  /** The protocol of this name. */
  public static Optional<ProxyProtocol> of(String text) {
    for (ProxyProtocol protocol : values()) {
      if (protocol.text.equals(text)) {
        return Optional.of(protocol);
      }
    }
    return Optional.empty();
  }

  /** Whether the proxy may read HTTP from the connection. */
  public boolean mayBeHttp() {
    return this != OPAQUE && this != TLS;
  }

  /** Whether the proxy waits for HTTP and nothing else. */
  public boolean isHttp() {
    return this == HTTP1 || this == HTTP2 || this == GRPC;
  }
}
