package dev.canreach.lower.docker;

import dev.canreach.packet.Address;
import dev.canreach.packet.Cidr;
import dev.canreach.packet.IpFamily;
import java.util.Map;
import java.util.Optional;

/**
 * A network with everything that the engine decides.
 *
 * @param spec what was written
 * @param driver its kind
 * @param subnets its blocks
 * @param gateways the addresses of the host on it; none where the bridge has no address
 * @param icc whether its containers may talk to each other
 */
record EngineNetwork(NetworkSpec spec, Driver driver, Map<IpFamily, Cidr> subnets, Map<IpFamily, Address> gateways,
    boolean icc) {

  /** The kinds of networks (DOCKER/D-1). */
  enum Driver {
    BRIDGE, OVERLAY, MACVLAN, IPVLAN, OTHER
  }

  /** How containers can be reached from beyond the bridge (DOCKER/D-4). */
  enum Mode {
    NAT, NAT_UNPROTECTED, ROUTED, ISOLATED
  }

  EngineNetwork {
    subnets = Map.copyOf(subnets);
    gateways = Map.copyOf(gateways);
  }

  String name() {
    return spec.name();
  }

  boolean internal() {
    return spec.internal();
  }

  boolean has(IpFamily family) {
    return subnets.containsKey(family);
  }

  Mode mode(IpFamily family) {
    return switch (spec.bridgeOption("gateway_mode_ipv" + family.version()).orElse("nat")) {
      case "nat-unprotected" -> Mode.NAT_UNPROTECTED;
      case "routed" -> Mode.ROUTED;
      case "isolated" -> Mode.ISOLATED;
      default -> Mode.NAT;
    };
  }

  /** Whether the host rewrites the source of what leaves the bridge. */
  boolean masquerades(IpFamily family) {
    return mode(family) == Mode.NAT && spec.flag("enable_ip_masquerade", true);
  }

  /** Whether the bridge itself gets no address (DOCKER/M-9). */
  boolean inhibited(IpFamily family) {
    return family == IpFamily.IPV4 && spec.flag("inhibit_ipv4", false);
  }

  /** Whether containers can use it to get anywhere else. */
  boolean leadsOut(IpFamily family) {
    return has(family) && !internal() && !inhibited(family) && mode(family) != Mode.ISOLATED;
  }

  Optional<Address> gateway(IpFamily family) {
    return Optional.ofNullable(gateways.get(family));
  }

  /** A macvlan or ipvlan network that is joined to a physical network (DOCKER/D-1). */
  boolean isOnLan() {
    return (driver == Driver.MACVLAN || driver == Driver.IPVLAN) && !internal()
        && spec.options().containsKey("parent");
  }
}
