package dev.canreach.lower.dns;

import java.util.List;
import java.util.Locale;

/** Names as name servers compare them. */
public final class DnsName {
  private DnsName() {}

  /** The name in lower case and without a dot at its end. */
  public static String canonical(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }

  /** Whether a (canonical) name is the zone or lies in it; every name lies in the empty zone. */
  public static boolean inside(String name, String zone) {
    return zone.isEmpty() || name.equals(zone) || name.endsWith("." + zone);
  }

  static boolean inside(String name, List<String> zones) {
    return zones.stream().anyMatch(zone -> inside(name, zone));
  }
}
