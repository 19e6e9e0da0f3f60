package dev.canreach.lower.docker;

import dev.canreach.model.Origin;
import dev.canreach.packet.Address;
import dev.canreach.packet.Cidr;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A network as somebody describes it, before the engine gives it what is left open.
 *
 * @param name its real name
 * @param keys the names that files use for it
 * @param driver the driver, in lower case
 * @param options the driver's options
 * @param internal whether it is cut off
 * @param described whether its settings are known; not for an external network that nothing describes
 * @param ipv4 whether it has IPv4
 * @param ipv6 whether it has IPv6
 * @param pools its address pools
 * @param origin where it is written
 */
record NetworkSpec(String name, SortedSet<String> keys, String driver, SortedMap<String, String> options,
    boolean internal, boolean described, boolean ipv4, boolean ipv6, List<Pool> pools, Origin origin) {

  static final String DEFAULT_BRIDGE = "bridge";
  private static final String BRIDGE_OPTION = "com.docker.network.bridge.";

  /** An address pool. */
  record Pool(Cidr subnet, Optional<Cidr> range, Optional<Address> gateway, List<Address> auxiliary) {
    Pool {
      auxiliary = List.copyOf(auxiliary);
    }
  }

  NetworkSpec {
    keys = Collections.unmodifiableSortedSet(new TreeSet<>(keys));
    options = Collections.unmodifiableSortedMap(new TreeMap<>(options));
    pools = List.copyOf(pools);
  }

  /** An option of the bridge driver; empty when it is not set. */
  Optional<String> bridgeOption(String option) {
    return Optional.ofNullable(options.get(BRIDGE_OPTION + option));
  }

  /** A boolean option of the bridge driver, as the engine reads it. */
  boolean flag(String option, boolean otherwise) {
    return bridgeOption(option).map(value -> switch (value.toLowerCase(Locale.ROOT)) {
      case "1", "t", "true" -> true;
      case "0", "f", "false" -> false;
      default -> otherwise;
    }).orElse(otherwise);
  }

  /** The names of a list that is separated by colons. */
  Set<String> list(String option) {
    return Set.of(bridgeOption(option).filter(value -> !value.isEmpty())
        .map(value -> new TreeSet<>(List.of(value.split(":", -1))).toArray(new String[0]))
        .orElse(new String[0]));
  }

  /** Whether containers find each other there by name (DOCKER/D-1). */
  boolean isUserDefined() {
    return !name.equals(DEFAULT_BRIDGE);
  }

  /** The same network under one more key. */
  NetworkSpec known(String key) {
    SortedSet<String> more = new TreeSet<>(keys);
    more.add(key);
    return new NetworkSpec(name, more, driver, options, internal, described, ipv4, ipv6, pools, origin);
  }
}
