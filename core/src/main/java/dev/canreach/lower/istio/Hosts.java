package dev.canreach.lower.istio;

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

  static boolean isPattern(String host) {
    return host.startsWith("*");
  }

  /** Whether a name is one of those that a host, or a pattern of hosts, stands for. */
  static boolean covers(String pattern, String host) {
    return isPattern(pattern)
        ? host.endsWith(pattern.substring(1)) && host.length() >= pattern.length()
        : pattern.equals(host);
  }

  /** Whether two hosts or patterns of hosts have a name in common. */
  static boolean meet(String one, String other) {
    return covers(one, other) || covers(other, one);
  }

  /** The most specific of some hosts and patterns that covers a name: itself, else the longest pattern. */
  static Optional<String> mostSpecific(Collection<String> patterns, String host) {
    if (patterns.contains(host)) {
      return Optional.of(host);
    }
    return patterns.stream()
        .filter(pattern -> isPattern(pattern) && covers(pattern, host))
        .max(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()));
  }
}
