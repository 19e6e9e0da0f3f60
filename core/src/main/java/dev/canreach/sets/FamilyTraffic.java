package dev.canreach.sets;

import dev.canreach.packet.IpFamily;
import java.util.Optional;

/**
 * What arrives between two ends, by family: from some address of the one to some address of the other.
 *
 * @param ipv4 the packets of IPv4; empty when the ends do not share the family
 * @param ipv6 the packets of IPv6; empty when the ends do not share the family
 */
public record FamilyTraffic(Optional<TrafficBounds> ipv4, Optional<TrafficBounds> ipv6) {

  /** The packets of a family. */
  public Optional<TrafficBounds> in(IpFamily family) {
    return switch (family) {
      case IPV4 -> ipv4;
      case IPV6 -> ipv6;
    };
  }

  /** Whether the ends share both families and these carry different traffic. */
  public boolean differs() {
    return ipv4.isPresent() && ipv6.isPresent() && ipv4.get() != ipv6.get();
  }

  /** Whether no packet can arrive. */
  public boolean isEmpty() {
    return ipv4.map(TrafficBounds::isEmpty).orElse(true) && ipv6.map(TrafficBounds::isEmpty).orElse(true);
  }

  /** Whether no open assumption matters. */
  public boolean isExact() {
    return ipv4.map(TrafficBounds::isExact).orElse(true) && ipv6.map(TrafficBounds::isExact).orElse(true);
  }
}
