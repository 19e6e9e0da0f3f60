package dev.canreach.lower.proxy;

import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.TextField;
import dev.canreach.packet.TextPattern;

/**
 * Host names as manifests write them: a DNS name, one with {@code *.} before it, or nothing for every name; in lower case.
 */
public final class Hosts {
  private static final String WILDCARD = "*.";

  private Hosts() {}

  /** Whether the name has a wildcard. */
  public static boolean isWildcard(String host) {
    return host.startsWith(WILDCARD);
  }

  /**
   * The field holds a name that the host takes; a wildcard stands for one label or more (K8S/G-09).
   *
   * @param field the host of a request, or the server name of a TLS client
   */
  public static PacketExpr matches(TextField field, String host) {
    if (host.isEmpty()) {
      return PacketExpr.TRUE;
    }
    return PacketExpr.matches(field, isWildcard(host)
        ? TextPattern.suffix(host.substring(1))
        : TextPattern.exact(host));
  }

  /** Like {@link #matches}, but a wildcard stands for exactly one label (K8S/I-02). */
  public static PacketExpr matchesOneLabel(TextField field, String host) {
    if (!isWildcard(host)) {
      return matches(field, host);
    }
    return TextPattern.regex("[^.]+\\Q" + host.substring(1) + "\\E")
        .map(pattern -> PacketExpr.matches(field, pattern))
        .orElse(PacketExpr.FALSE);
  }

  /** Whether some name fits both. */
  public static boolean overlap(String left, String right) {
    return covers(left, right) || covers(right, left);
  }

  /** Whether every name that fits the second fits the first, a wildcard standing for one label or more. */
  public static boolean covers(String wide, String narrow) {
    if (wide.isEmpty() || wide.equals(narrow)) {
      return true;
    }
    return isWildcard(wide) && narrow.length() > wide.length() - 1
        && (isWildcard(narrow) ? narrow.substring(1) : narrow).endsWith(wide.substring(1));
  }
}
