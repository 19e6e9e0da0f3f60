package dev.canreach.lower.docker;

import dev.canreach.model.Origin;
import dev.canreach.packet.Address;
import dev.canreach.packet.Protocol;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A container as somebody describes it.
 *
 * @param name its real name
 * @param project the Compose project that it belongs to, or empty
 * @param service the Compose service that it belongs to, or empty
 * @param mode where its network namespace comes from
 * @param attachments the networks that it joins
 * @param ports the ports that it publishes
 * @param exposed the ports that it exposes
 * @param links its links
 * @param hostname the host name that it is given
 * @param extraHosts its additional hosts entries
 * @param origin where it is written
 */
record ContainerSpec(String name, String project, String service, Mode mode, List<Attachment> attachments,
    List<PortRequest> ports, List<Exposed> exposed, List<Link> links, Optional<String> hostname,
    SortedMap<String, List<String>> extraHosts, Origin origin) {

  ContainerSpec {
    attachments = List.copyOf(attachments);
    ports = List.copyOf(ports);
    exposed = List.copyOf(exposed);
    links = List.copyOf(links);
    extraHosts = Collections.unmodifiableSortedMap(new TreeMap<>(extraHosts));
  }

  /** Where a network namespace comes from. */
  sealed interface Mode {}

  /** Its own, with the networks that the container joins. */
  record Own() implements Mode {}

  /** Its own, with no network. */
  record None() implements Mode {}

  /** The host's. */
  record Host() implements Mode {}

  /**
   * Another container's.
   *
   * @param project the project whose service it is; empty for the real name of a container
   * @param container the service or the real name
   */
  record Shared(String project, String container) implements Mode {}

  /**
   * A network that a container joins.
   *
   * @param network the real name of the network
   * @param key the name that the container's own file uses for it
   * @param aliases additional names there
   * @param ipv4 the address, where it is fixed
   * @param ipv6 the address, where it is fixed
   * @param gatewayPriority how much the network is preferred for the default gateway
   */
  record Attachment(String network, String key, List<String> aliases, Optional<Address> ipv4, Optional<Address> ipv6,
      int gatewayPriority) {
    Attachment {
      aliases = List.copyOf(aliases);
    }
  }

  /**
   * A port that a container publishes.
   *
   * @param hostIp the address that it is bound to; empty for the default
   * @param first the least port of the host; 0 = a random one
   * @param last the greatest port of the host, of which one is taken
   * @param protocol the protocol
   * @param target the port of the container
   * @param origin where it is written
   */
  record PortRequest(Optional<Address> hostIp, int first, int last, Protocol protocol, int target, Origin origin) {}

  /** A port that a container exposes. */
  record Exposed(Protocol protocol, int port) {}

  /** A link to a container: its service or real name, and the name that it is given. */
  record Link(String target, String alias) {}

  /** The same container on more networks. */
  ContainerSpec joining(List<Attachment> more) {
    List<Attachment> all = new ArrayList<>(attachments);
    more.stream()
        .filter(each -> all.stream().noneMatch(known -> known.network().equals(each.network())))
        .forEach(all::add);
    return new ContainerSpec(name, project, service, mode, all, ports, exposed, links, hostname, extraHosts, origin);
  }

  /** The ports that links to it open (DOCKER/D-4). */
  Set<Exposed> linked() {
    Set<Exposed> all = new LinkedHashSet<>(exposed);
    ports.forEach(port -> all.add(new Exposed(port.protocol(), port.target())));
    return all;
  }
}
