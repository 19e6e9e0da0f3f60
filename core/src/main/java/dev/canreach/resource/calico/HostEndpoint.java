package dev.canreach.resource.calico;

import dev.canreach.packet.Address;
import dev.canreach.packet.Protocol;
import dev.canreach.resource.ObjectMeta;
import dev.canreach.resource.Resource;
import dev.canreach.source.Span;
import java.util.List;
import java.util.SortedMap;

/**
 * An interface of a host, or all of them, under Calico's policy (CALICO/1.10).
 *
 * @param apiVersion its group and version
 * @param meta its metadata
 * @param labels its labels, as Calico's clients read them (CALICO/CAX-10)
 * @param node the name of the host
 * @param interfaceName the interface; {@code *} = all; empty = those with the addresses
 * @param addresses its addresses, by which selectors of rules know it
 * @param profiles the profiles that decide what no policy does
 * @param ports its named ports
 * @param span where it begins
 */
public record HostEndpoint(String apiVersion, ObjectMeta meta, SortedMap<String, String> labels, String node,
    String interfaceName, List<Address> addresses, List<String> profiles, List<HostPort> ports, Span span)
    implements
      Resource {

  /**
   * A named port.
   *
   * @param name the name
   * @param protocol TCP, UDP or SCTP
   * @param port 1 to 65535
   */
  public record HostPort(String name, Protocol protocol, int port) {}

  /** The name for all interfaces. */
  public static final String EVERY_INTERFACE = "*";

  /** Copies the lists. */
  public HostEndpoint {
    addresses = List.copyOf(addresses);
    profiles = List.copyOf(profiles);
    ports = List.copyOf(ports);
  }

  /** Whether it covers every interface of the host. */
  public boolean everywhere() {
    return interfaceName.equals(EVERY_INTERFACE);
  }

  /** The same on another interface. */
  public HostEndpoint on(String other) {
    return new HostEndpoint(apiVersion, meta, labels, node, other, addresses, profiles, ports, span);
  }

  @Override
  public String kind() {
    return "HostEndpoint";
  }

  @Override
  public String namespace() {
    return "";
  }

  @Override
  public String name() {
    return meta.name();
  }
}
