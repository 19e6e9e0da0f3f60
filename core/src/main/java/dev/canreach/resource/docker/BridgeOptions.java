package dev.canreach.resource.docker;

import dev.canreach.packet.IpFamily;
import dev.canreach.resource.compose.ComposeNetwork;
import java.util.Optional;

/** What the options of a network come to that has the driver `bridge` (DOCKER/D-2). */
final class BridgeOptions {
  static final String PREFIX = "com.docker.network.bridge.";

  private final ComposeNetwork network;

  BridgeOptions(ComposeNetwork network) {
    this.network = network;
  }

  /** Whether the network has this driver. */
  boolean apply() {
    return network.driver().isEmpty() || network.driver().equals("bridge");
  }

  Optional<String> get(String option) {
    return Optional.ofNullable(network.driverOpts().get(PREFIX + option));
  }

  String mode(IpFamily family) {
    return get("gateway_mode_ipv" + family.version()).orElse("nat");
  }

  boolean has(IpFamily family) {
    return switch (family) {
      case IPV4 -> network.enableIpv4().orElse(true);
      case IPV6 -> network.enableIpv6()
          .orElse("true".equals(network.driverOpts().get("com.docker.network.enable_ipv6")));
    };
  }

  /** Whether the bridge has an address of the family, which no container can get. */
  boolean hasGateway(IpFamily family) {
    return !mode(family).equals("isolated") && !(family == IpFamily.IPV4 && get("inhibit_ipv4").isPresent());
  }
}
