package dev.canreach.resource.gateway;

import dev.canreach.source.Span;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A port and a hostname that a Gateway listens on (K8S/G-03).
 *
 * @param name its name, unique in its object
 * @param port 1 to 65535, or 0 where none is written
 * @param protocol HTTP, HTTPS, TLS, TCP, UDP or another one
 * @param hostname the hostnames that it takes, in lower case; empty for every one
 * @param tls its TLS settings
 * @param namespaces where routes may come from
 * @param kinds the kinds of routes as written; empty for those that fit the protocol
 * @param index its place in its object, counted from 0
 * @param span where it stands
 */
public record Listener(String name, int port, String protocol, String hostname, Optional<ListenerTls> tls,
    NamespaceScope namespaces, List<KindRef> kinds, int index, Span span) {
  /**
   * A kind of route that a listener takes.
   *
   * @param group its API group
   * @param kind its kind
   */
  public record KindRef(String group, String kind) {
    public KindRef {
      Objects.requireNonNull(group);
      Objects.requireNonNull(kind);
    }
  }

  public Listener {
    Objects.requireNonNull(name);
    Objects.requireNonNull(protocol);
    Objects.requireNonNull(hostname);
    Objects.requireNonNull(tls);
    Objects.requireNonNull(namespaces);
    kinds = List.copyOf(kinds);
    Objects.requireNonNull(span);
  }
}
