package dev.canreach.lower.istio;

import dev.canreach.resource.istio.HostPatterns;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Names of hosts: short ones belong to the namespace of the object that has them, and `*.` begins a pattern (ISTIO/I-6.1, I-9). */
final class Hosts {
  private Hosts() {}

  /** The full name; one without dot is a Service of the namespace, in the domain of Services. */
  static String full(String host, String namespace, String domain) {
    return host.contains(".") || host.contains(":") || host.startsWith("*")
        ? host
        : host + "." + namespace + domain;
  }

  /** The most specific of some hosts and patterns that covers a name: itself, else the longest pattern. */
  static Optional<String> mostSpecific(Collection<String> patterns, String host) {
    if (patterns.contains(host)) {
      return Optional.of(host);
    }
    return patterns.stream()
        .filter(pattern -> HostPatterns.isPattern(pattern) && HostPatterns.covers(pattern, host))
        .max(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()));
  }
}
