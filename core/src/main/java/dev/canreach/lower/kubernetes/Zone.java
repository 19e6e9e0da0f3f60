package dev.canreach.lower.kubernetes;

import java.util.Locale;

/** The names of a cluster: `SERVICE.NAMESPACE.svc.cluster.local` and the like (K8S/S-22). */
final class Zone {
  static final String NAME = "cluster.local";
  static final String SERVICES = "svc." + NAME;
  static final String PODS = "pod." + NAME;

  private Zone() {}

  /** The name in lower case and without a dot at its end. */
  static String canonical(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }

  /** Whether only the cluster's own name servers know the (canonical) name. */
  static boolean inside(String name) {
    return name.equals(NAME) || name.endsWith("." + NAME);
  }
}
