package dev.canreach.lint.rules.compose;

import dev.canreach.resource.compose.ComposeProject;
import dev.canreach.resource.compose.ComposeService;
import dev.canreach.resource.compose.PublishedPort;

/** Which ports of the host a project takes. */
final class HostPorts {
  private HostPorts() {}

  /** Whether the ports of a service are published at all: on a network that is not internal (DOCKER/D-2). */
  static boolean arePublished(ComposeProject project, ComposeService service) {
    String mode = service.networkMode().orElse("");
    if (!mode.isEmpty()) {
      return mode.equals("bridge") || mode.equals("default");
    }
    return service.networks()
        .stream()
        .anyMatch(attachment -> project.network(attachment.network())
            .map(network -> !network.internal() && !isRouted(network.driverOpts().toString()))
            .orElse(true));
  }

  /** Whether two ports can't both be taken: the engine has no choice, and the addresses overlap. */
  static boolean collide(PublishedPort one, PublishedPort other) {
    boolean fixed = one.firstPublished() > 0 && one.firstPublished() == one.lastPublished()
        && other.firstPublished() == other.lastPublished();
    return fixed && one.firstPublished() == other.firstPublished() && one.protocol().equals(other.protocol())
        && overlap(one.hostIp(), other.hostIp());
  }

  private static boolean overlap(String one, String other) {
    if (one.isEmpty() || other.isEmpty() || one.equals(other)) {
      return true;
    }
    boolean sameFamily = one.contains(":") == other.contains(":");
    return sameFamily && (isEvery(one) || isEvery(other));
  }

  private static boolean isEvery(String address) {
    return address.equals("0.0.0.0") || address.equals("::");
  }

  private static boolean isRouted(String options) {
    return options.contains("gateway_mode_ipv4=routed");
  }
}
