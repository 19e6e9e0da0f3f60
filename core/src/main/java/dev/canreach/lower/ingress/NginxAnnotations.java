package dev.canreach.lower.ingress;

import dev.canreach.packet.Cidr;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The annotations of an Ingress that ingress-nginx reads (K8S/I-11).
 *
 * @param values the values by name without the prefix
 */
record NginxAnnotations(SortedMap<String, String> values) {
  static final String PREFIX = "nginx.ingress.kubernetes.io/";

  private static final String REWRITE = "rewrite-target";
  /** Annotations whose effect is modelled. */
  private static final Set<String> MODELLED = Set.of("whitelist-source-range", "allowlist-source-range",
      "denylist-source-range", "ssl-redirect", "force-ssl-redirect", REWRITE, "use-regex", "permanent-redirect",
      "temporal-redirect", "permanent-redirect-code", "temporal-redirect-code", "server-alias", "upstream-vhost");
  /** Annotations that change nobody's reach. */
  private static final List<String> HARMLESS = List.of("affinity", "backend-protocol", "client-", "connection-proxy",
      "cors-", "custom-headers", "custom-http-errors", "enable-access-log", "enable-cors", "enable-opentelemetry",
      "enable-opentracing", "enable-rewrite-log", "grpc-backend", "hsts", "http2-", "limit-", "load-balance",
      "mirror-", "preserve-trailing-slash", "proxy-", "secure-backends", "service-upstream", "session-cookie",
      "ssl-ciphers", "ssl-prefer", "upstream-hash", "upstream-keepalive", "x-forwarded-prefix", "configuration-hash");

  static NginxAnnotations of(SortedMap<String, String> annotations) {
    SortedMap<String, String> values = new TreeMap<>();
    annotations.forEach((key, value) -> {
      if (key.startsWith(PREFIX)) {
        values.put(key.substring(PREFIX.length()), value.strip());
      }
    });
    return new NginxAnnotations(values);
  }

  Optional<String> value(String name) {
    return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
  }

  boolean isTrue(String name) {
    return value(name).filter("true"::equals).isPresent();
  }

  /** The first annotation whose effect nobody models although it may decide about requests. */
  Optional<String> opaque() {
    return values.keySet()
        .stream()
        .filter(name -> !MODELLED.contains(name) && HARMLESS.stream().noneMatch(name::startsWith))
        .map(name -> PREFIX + name)
        .findFirst();
  }

  /** Whether all paths of the Ingress's hosts become regular expressions. */
  boolean makesRegexes() {
    return isTrue("use-regex") || value(REWRITE).isPresent();
  }

  /** Who may come; empty for everyone. Entries that are no blocks are dropped, and without any other nobody may. */
  Optional<List<Cidr>> allowed() {
    return value("allowlist-source-range").or(() -> value("whitelist-source-range")).map(NginxAnnotations::blocks);
  }

  /** Who may not come. */
  List<Cidr> denied() {
    return value("denylist-source-range").map(NginxAnnotations::blocks).orElse(List.of());
  }

  private static List<Cidr> blocks(String text) {
    return Arrays.stream(text.split(",", -1)).flatMap(item -> Cidr.parse(item.strip()).stream()).toList();
  }

  /** Whether plain HTTP is sent to HTTPS. */
  boolean redirectsToHttps(boolean hasTls) {
    return isTrue("force-ssl-redirect") || (hasTls && !value("ssl-redirect").filter("false"::equals).isPresent());
  }

  /** Further names for the Ingress's hosts. */
  List<String> aliases() {
    return value("server-alias").map(text -> Arrays.stream(text.split(",", -1)).map(String::strip).toList())
        .orElse(List.of());
  }
}
