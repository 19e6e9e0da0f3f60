package dev.canreach.resource.docker;

import dev.canreach.resource.Resource;
import dev.canreach.source.Span;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A network as {@code docker network inspect} prints it (DOCKER/D-8).
 *
 * @param name its name
 * @param driver its driver
 * @param options the driver's options
 * @param internal whether it is cut off
 * @param ipv4 whether it has IPv4
 * @param ipv6 whether it has IPv6
 * @param pools its address pools
 * @param span where it is written
 */
public record DockerNetwork(String name, String driver, SortedMap<String, String> options, boolean internal,
    boolean ipv4, boolean ipv6, List<Pool> pools, Span span) implements Resource {

  /** An address pool as written; parts that are not written are empty. */
  public record Pool(String subnet, String ipRange, String gateway) {}

  /** Copies the collections. */
  public DockerNetwork {
    Objects.requireNonNull(name);
    options = Collections.unmodifiableSortedMap(new TreeMap<>(options));
    pools = List.copyOf(pools);
    Objects.requireNonNull(span);
  }

  @Override
  public String apiVersion() {
    return "";
  }

  @Override
  public String kind() {
    return "Docker network";
  }

  @Override
  public String namespace() {
    return "";
  }
}
