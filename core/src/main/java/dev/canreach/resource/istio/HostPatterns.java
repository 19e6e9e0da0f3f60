package dev.canreach.resource.istio;

/** Names of hosts, and patterns of them, which begin with {@code *} (ISTIO/I-6.1, I-9). */
public final class HostPatterns {
  private HostPatterns() {}

  /** Whether it stands for several names. */
  public static boolean isPattern(String host) {
    return host.startsWith("*");
  }

  /** Whether every name of the second host, or pattern of hosts, is one of the first. */
  public static boolean covers(String pattern, String host) {
    return isPattern(pattern)
        ? host.length() >= pattern.length() && host.endsWith(pattern.substring(1))
        : pattern.equals(host);
  }

  /** Whether two hosts or patterns of hosts have a name in common. */
  public static boolean meet(String one, String other) {
    return covers(one, other) || covers(other, one);
  }
}
