package dev.canreach.resource.calico;

import dev.canreach.resource.manifest.Names;
import java.util.Optional;

/** The rules for names of policies (CALICO/1.1, CALICO/CAX-9). */
final class PolicyNames {
  private static final String[] DERIVED = {"knp.default.", "ossg.default."};
  private static final int LENGTH = 253;

  private PolicyNames() {}

  /** A policy of a namespace: a name, after a tier and a dot if need be, or the name of a policy that Calico derives. */
  static Optional<String> networkPolicy(String name) {
    for (String prefix : DERIVED) {
      if (name.startsWith(prefix)) {
        return Names.dnsSubdomain(name.substring(prefix.length()));
      }
    }
    return globalPolicy(name);
  }

  /** A policy without namespace. */
  static Optional<String> globalPolicy(String name) {
    if (name.length() > LENGTH) {
      return Optional.of("is too long: a name may have " + LENGTH + " characters");
    }
    return name.matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)?")
        ? Optional.empty()
        : Optional
            .of("is no name of a policy: use lower case letters, digits and `-`, after a tier and `.` if need be");
  }

  /** Any name: profiles are written by Calico itself. */
  static Optional<String> any(String name) {
    return Optional.empty();
  }
}
