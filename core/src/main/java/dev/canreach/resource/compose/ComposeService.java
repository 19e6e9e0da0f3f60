package dev.canreach.resource.compose;

import dev.canreach.source.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A service of a project (COMPOSE/C-2).
 *
 * @param name its name
 * @param containerName the name of its one container, where the file fixes it
 * @param hostname the host name of its containers, where the file fixes it
 * @param networkMode what it shares instead of joining networks; empty when it joins networks
 * @param networks the networks that it joins, in file order; none with a network mode
 * @param ports the published ports in file order
 * @param expose the exposed ports as written
 * @param links the links, {@code SERVICE} or {@code SERVICE:ALIAS}
 * @param externalLinks links to containers of others
 * @param extraHosts the addresses of additional host names
 * @param dns the name servers as written
 * @param labels the labels
 * @param profiles the profiles; empty = always active
 * @param dependsOn the services that it starts after
 * @param scale how many containers it asks for, where written
 * @param span where the service begins
 */
public record ComposeService(String name, Optional<String> containerName, Optional<String> hostname,
    Optional<String> networkMode, List<Attachment> networks, List<PublishedPort> ports, List<String> expose,
    List<String> links, List<String> externalLinks, SortedMap<String, List<String>> extraHosts, List<String> dns,
    SortedMap<String, String> labels, List<String> profiles, List<String> dependsOn,
    OptionalInt scale, Span span) {

  /** Copies the collections. */
  public ComposeService {
    Objects.requireNonNull(name);
    networks = List.copyOf(networks);
    ports = List.copyOf(ports);
    expose = List.copyOf(expose);
    links = List.copyOf(links);
    externalLinks = List.copyOf(externalLinks);
    var hosts = new TreeMap<String, List<String>>();
    extraHosts.forEach((host, addresses) -> hosts.put(host, List.copyOf(addresses)));
    extraHosts = Collections.unmodifiableSortedMap(hosts);
    dns = List.copyOf(dns);
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    profiles = List.copyOf(profiles);
    dependsOn = List.copyOf(dependsOn);
    Objects.requireNonNull(span);
  }

  /** A service that waits for no other. */
  public ComposeService(String name, Optional<String> containerName, Optional<String> hostname,
      Optional<String> networkMode, List<Attachment> networks, List<PublishedPort> ports, List<String> expose,
      List<String> links, List<String> externalLinks, SortedMap<String, List<String>> extraHosts, List<String> dns,
      SortedMap<String, String> labels, List<String> profiles, OptionalInt scale, Span span) {
    this(name, containerName, hostname, networkMode, networks, ports, expose, links, externalLinks, extraHosts, dns,
        labels, profiles, List.of(), scale, span);
  }

  /** How many containers run (COMPOSE/C-8). */
  public int replicas() {
    return scale.orElse(1);
  }

  /** The services that it links to, each with the alias that it gives them (COMPOSE/C-5). */
  public List<Link> linkTargets() {
    var targets = new ArrayList<Link>();
    for (String link : links) {
      int colon = link.indexOf(':');
      String service = colon < 0 ? link : link.substring(0, colon);
      targets.add(new Link(service, colon < 0 ? link : link.substring(colon + 1)));
    }
    return List.copyOf(targets);
  }

  /** A link: the service, and the name under which it is known to the one that links. */
  public record Link(String service, String alias) {}

  /**
   * A network that a service joins (COMPOSE/C-3).
   *
   * @param network the key of the network in the project
   * @param aliases additional names on the network, sorted
   * @param ipv4Address the fixed IPv4 address as written; empty when none is
   * @param ipv6Address the fixed IPv6 address as written; empty when none is
   * @param linkLocalIps link-local addresses as written
   * @param macAddress the hardware address as written; empty when none is
   * @param driverOpts the endpoint's options
   * @param priority the order of attachment, where written
   * @param gatewayPriority how much the network is preferred for the default gateway, where written
   * @param span where the attachment is written
   */
  public record Attachment(String network, List<String> aliases, String ipv4Address, String ipv6Address,
      List<String> linkLocalIps, String macAddress, SortedMap<String, String> driverOpts, OptionalInt priority,
      OptionalInt gatewayPriority, Span span) {

    /** Copies the collections. */
    public Attachment {
      aliases = aliases.stream().sorted().distinct().toList();
      linkLocalIps = List.copyOf(linkLocalIps);
      driverOpts = Collections.unmodifiableSortedMap(new TreeMap<>(driverOpts));
    }

    /** An attachment without options. */
    public static Attachment plain(String network, Span span) {
      return new Attachment(network, List.of(), "", "", List.of(), "", new TreeMap<>(), OptionalInt.empty(),
          OptionalInt.empty(), span);
    }
  }
}
