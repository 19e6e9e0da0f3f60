package dev.canreach.lower.istio;

import java.util.Locale;
import java.util.Set;

/** What proxies take the bytes on a port for (ISTIO/I-4). */
enum PortClass {
  /** HTTP in one of its versions. */
  HTTP,
  /** TLS that the proxy cannot read. */
  TLS,
  /** Bytes that the proxy does not look at. */
  TCP,
  /** Whatever the first bytes look like. */
  SNIFFED,
  /** Nothing that proxies touch. */
  NONE;

  private static final Set<Integer> SERVER_FIRST = Set.of(25, 53, 3306, 27017);

  /** The class of a port of a Service. */
  static PortClass of(String appProtocol, String name, int port) {
    switch (appProtocol) {
      case "kubernetes.io/h2c", "kubernetes.io/ws" -> {
        return HTTP;
      }
      case "kubernetes.io/wss" -> {
        return TLS;
      }
      default -> {
        // by its words
      }
    }
    String text = (appProtocol.isEmpty() ? name : appProtocol).toLowerCase(Locale.ROOT);
    if (text.startsWith("grpc-web")) {
      return HTTP;
    }
    int dash = text.indexOf('-');
    PortClass named = byWord(dash < 0 ? text : text.substring(0, dash));
    if (named != SNIFFED) {
      return named;
    }
    return SERVER_FIRST.contains(port) ? TCP : SNIFFED;
  }

  /** The class that a protocol has by its name; a word that names none is sniffed. */
  static PortClass byWord(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "http", "http2", "grpc", "grpc-web" -> HTTP;
      case "https", "tls" -> TLS;
      case "tcp", "mongo", "redis", "mysql" -> TCP;
      case "udp" -> NONE;
      default -> SNIFFED;
    };
  }
}
