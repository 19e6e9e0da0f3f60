package dev.canreach.lower.docker;

import dev.canreach.lower.Assumptions;
import dev.canreach.packet.Address;
import dev.canreach.packet.Cidr;
import dev.canreach.packet.IpFamily;
import dev.canreach.resource.docker.DaemonConfiguration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The engine's own settings: daemon.json, and over it what the user assumes (DOCKER/D-6). */
final class EngineSettings {
  private final Assumptions assumptions;
  private final SortedMap<String, String> daemon;

  EngineSettings(Assumptions assumptions, List<DaemonConfiguration> daemons) {
    this.assumptions = assumptions;
    SortedMap<String, String> merged = new TreeMap<>();
    daemons.forEach(configuration -> merged.putAll(configuration.settings()));
    this.daemon = Collections.unmodifiableSortedMap(merged);
  }

  private Optional<String> value(String key) {
    return assumptions.value(key).or(() -> Optional.ofNullable(daemon.get(key)));
  }

  private boolean flag(String key, boolean otherwise) {
    return value(key).map(text -> text.strip().toLowerCase(Locale.ROOT))
        .filter(text -> text.equals("true") || text.equals("false"))
        .map("true"::equals)
        .orElse(otherwise);
  }

  /** Whether the engine writes packet rules for the family. */
  boolean filters(IpFamily family) {
    return flag(family == IpFamily.IPV4 ? "iptables" : "ip6tables", true);
  }

  /** Whether a process of the host listens on published ports too. */
  boolean hasProxy() {
    return flag("userland-proxy", true);
  }

  /** Whether containers on the default bridge may talk to each other. */
  boolean defaultBridgeIcc() {
    return flag("icc", true);
  }

  /** Whether published ports may be reached at the addresses of their containers. */
  boolean allowsDirectRouting() {
    return flag("allow-direct-routing", false);
  }

  /** Whether the default bridge has IPv6. */
  boolean defaultBridgeIpv6() {
    return flag("ipv6", false);
  }

  /** The IPv6 block of the default bridge. */
  Optional<Cidr> defaultBridgeIpv6Subnet() {
    return value("fixed-cidr-v6").flatMap(Cidr::parse);
  }

  /** The address that published ports of the default bridge are bound to unless they say. */
  Optional<Address> defaultBinding() {
    return value("ip").flatMap(Address::parse);
  }

  /** Whether the packet rules are nftables'. */
  boolean isNftables() {
    return value("firewall-backend").filter("nftables"::equals).isPresent();
  }

  /** Options of new networks of a driver: {@code DRIVER:KEY=VALUE} entries. */
  SortedMap<String, String> networkOptions(String driver) {
    SortedMap<String, String> options = new TreeMap<>();
    for (String entry : value("default-network-opts").orElse("").split("[\\s,]+", -1)) {
      int colon = entry.indexOf(':');
      int equals = entry.indexOf('=');
      if (colon > 0 && equals > colon && entry.substring(0, colon).equals(driver)) {
        options.put(entry.substring(colon + 1, equals), entry.substring(equals + 1));
      }
    }
    return options;
  }

  /** The addresses of the host outside Docker; empty when the user does not give them. */
  Optional<List<Address>> hostAddresses() {
    return value("host-addresses").map(text -> Arrays.stream(text.split("[\\s,]+", -1))
        .flatMap(item -> Address.parse(item).stream())
        .toList());
  }

  /** The interface of the host that packets from outside arrive on, where the user gives it. */
  Optional<String> remoteInterface() {
    return value("remote-arrives-on").map(String::strip);
  }

  /** What listens in containers, where the user gives it. */
  Optional<Listeners> listeners() {
    return value("listens").map(Listeners::parse);
  }
}
