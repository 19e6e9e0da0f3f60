package dev.canreach.resource.istio;

import dev.canreach.source.Span;
import java.util.List;
import java.util.Optional;

/**
 * One port of gateway proxies (ISTIO/I-10).
 *
 * @param index its position
 * @param port the port of the proxies' Service
 * @param name the name of the port
 * @param protocol the protocol as written
 * @param bind the address that it listens on; empty = all
 * @param hosts the hosts as written
 * @param tls its TLS, where it has any
 * @param httpsRedirect whether plain HTTP is sent to HTTPS
 * @param span where it is written
 */
public record GatewayServer(int index, int port, String name, String protocol, String bind, List<String> hosts,
    Optional<ServerTls> tls, boolean httpsRedirect, Span span) {

  /** Copies the collections. */
  public GatewayServer {
    hosts = List.copyOf(hosts);
  }
}
