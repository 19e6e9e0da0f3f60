package dev.canreach.resource.compose;

import dev.canreach.source.Span;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A network of a project (COMPOSE/C-3).
 *
 * @param key its key in the file
 * @param name its real name on the engine
 * @param driver the driver as written; empty for the engine's default
 * @param driverOpts the driver's options
 * @param internal whether it is cut off from everything else
 * @param attachable whether containers outside of services may join it
 * @param external whether it exists already, made by somebody else
 * @param enableIpv4 whether it has IPv4, where written
 * @param enableIpv6 whether it has IPv6, where written
 * @param ipamDriver the driver that gives addresses; empty when none is written
 * @param pools its address pools
 * @param span where it is written
 */
public record ComposeNetwork(String key, String name, String driver, SortedMap<String, String> driverOpts,
    boolean internal, boolean attachable, boolean external, Optional<Boolean> enableIpv4,
    Optional<Boolean> enableIpv6, String ipamDriver, List<Pool> pools, Span span) {

  /**
   * An address pool, as written; parts that are not written are empty.
   *
   * @param subnet the block
   * @param ipRange the part of the block that containers without a fixed address get theirs from
   * @param gateway the address of the bridge
   * @param auxiliary addresses that nothing gets
   * @param span where it is written
   */
  public record Pool(String subnet, String ipRange, String gateway, SortedMap<String, String> auxiliary, Span span) {
    /** Copies the addresses. */
    public Pool {
      auxiliary = Collections.unmodifiableSortedMap(new TreeMap<>(auxiliary));
    }
  }

  /** Copies the collections. */
  public ComposeNetwork {
    Objects.requireNonNull(key);
    Objects.requireNonNull(name);
    driverOpts = Collections.unmodifiableSortedMap(new TreeMap<>(driverOpts));
    pools = List.copyOf(pools);
    Objects.requireNonNull(span);
  }
}
