package dev.canreach.resource.docker;

import dev.canreach.packet.Address;
import dev.canreach.packet.Cidr;
import dev.canreach.packet.IpFamily;
import dev.canreach.resource.compose.ComposeNetwork;
import dev.canreach.resource.compose.ComposeProject;
import dev.canreach.resource.compose.ComposeService;
import dev.canreach.resource.compose.PublishedPort;
import dev.canreach.resource.manifest.FieldPath;
import dev.canreach.resource.manifest.Place;
import dev.canreach.resource.manifest.Problems;
import dev.canreach.source.Quote;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Ports of the host that two containers want, or at addresses that the host lacks (DOCKER/M-3, DOCKER/M-13,
 * DOCKER/M-14). Where it depends on more than the file says which addresses a port is bound to, nothing is refused.
 */
final class PortStartRules {
  private static final Set<String> NAT = Set.of("nat", "nat-unprotected");
  private static final Cidr LOOPBACK = Cidr.parse("127.0.0.0/8").orElseThrow();
  /** Where the engine takes the blocks of its networks from; the host has an address in each of them. */
  private static final List<Cidr> ENGINE = List.of(Cidr.parse("172.16.0.0/12").orElseThrow(),
      Cidr.parse("192.168.0.0/16").orElseThrow());

  private final Problems problems;
  private final StartRules.Setup setup;

  /**
   * A port of the host that a container takes.
   *
   * @param address where; empty for every address of the family
   */
  private record Taken(IpFamily family, Optional<Address> address, String protocol, int port, String service) {
    boolean collides(Taken other) {
      return family == other.family && port == other.port && protocol.equals(other.protocol)
          && (address.isEmpty() || other.address.isEmpty() || address.equals(other.address));
    }
  }

  PortStartRules(Problems problems, StartRules.Setup setup) {
    this.problems = problems;
    this.setup = setup;
  }

  void check(ComposeProject project) {
    List<Taken> before = new ArrayList<>();
    for (ComposeService service : project.services()) {
      List<ComposeNetwork> networks = networks(project, service);
      for (PublishedPort port : service.ports()) {
        Place place = new Place(FieldPath.ROOT.child("services").child(service.name()).child("ports"), port.span());
        List<Taken> taken = service.replicas() > 0 ? taken(service, port, networks) : List.of();
        foreign(port, networks, project, place);
        boolean fixed = port.firstPublished() > 0 && port.firstPublished() == port.lastPublished();
        if (fixed && !taken.isEmpty()) {
          if (service.replicas() > 1) {
            problems.invalid(place, port.published(),
                "is one port of the host, which " + service.replicas() + " containers can't share");
          }
          before.stream()
              .filter(other -> taken.stream().anyMatch(other::collides))
              .findFirst()
              .ifPresent(other -> problems.invalid(place, port.published(),
                  "is a port of the host that service " + Quote.text(other.service()) + " takes already"));
          before.addAll(taken);
        }
      }
    }
  }

  /** The networks of a service that lead to the host; none where that is not known for sure. */
  private static List<ComposeNetwork> networks(ComposeProject project, ComposeService service) {
    List<ComposeNetwork> networks = new ArrayList<>();
    for (ComposeService.Attachment attachment : service.networks()) {
      Optional<ComposeNetwork> network = project.network(attachment.network());
      if (network.isEmpty() || network.get().external() || !new BridgeOptions(network.get()).apply()) {
        return List.of();
      }
      if (!network.get().internal()) {
        networks.add(network.get());
      }
    }
    return networks;
  }

  private List<Taken> taken(ComposeService service, PublishedPort port, List<ComposeNetwork> networks) {
    List<BridgeOptions> options = networks.stream().map(BridgeOptions::new).toList();
    if (options.isEmpty() || !setup.standard()) {
      return List.of();
    }
    boolean nat = options.stream().allMatch(each -> NAT.contains(each.mode(IpFamily.IPV4)) && each.has(IpFamily.IPV4));
    boolean routed = options.stream().allMatch(each -> each.mode(IpFamily.IPV4).equals("routed"));
    boolean six = options.stream().anyMatch(each -> each.has(IpFamily.IPV6));
    boolean bound = setup.settings().containsKey("ip")
        || options.stream().anyMatch(each -> each.get("host_binding_ipv4").isPresent());
    Optional<Address> address = Address.parse(port.hostIp());
    boolean every = address.isEmpty() || port.hostIp().equals("0.0.0.0") || port.hostIp().equals("::");
    Optional<Address> one = every ? Optional.empty() : address;
    List<Taken> taken = new ArrayList<>();
    if (nat && address.map(each -> each.family() == IpFamily.IPV4).orElse(!bound)) {
      taken.add(new Taken(IpFamily.IPV4, one, port.protocol(), port.firstPublished(), service.name()));
    }
    boolean asksSix = address.map(each -> each.family() == IpFamily.IPV6).orElse(!bound);
    if (asksSix && !six && setup.proxy() && (nat || (routed && every))) {
      taken.add(new Taken(IpFamily.IPV6, one, port.protocol(), port.firstPublished(), service.name()));
    }
    return taken;
  }

  /** An address that the host is known to lack. */
  private void foreign(PublishedPort port, List<ComposeNetwork> networks, ComposeProject project, Place place) {
    Optional<Address> address = Address.parse(port.hostIp());
    String own = setup.settings().getOrDefault("host-addresses", "");
    boolean nat = !networks.isEmpty()
        && networks.stream().allMatch(each -> NAT.contains(new BridgeOptions(each).mode(IpFamily.IPV4)));
    if (address.isEmpty() || own.isBlank() || !nat || address.get().family() == IpFamily.IPV6) {
      return;
    }
    boolean known = port.hostIp().equals("0.0.0.0") || LOOPBACK.contains(address.get())
        || List.of(own.strip().split("[\\s,]+", -1)).contains(address.get().toString())
        || ENGINE.stream().anyMatch(block -> block.contains(address.get()))
        || project.networks()
            .stream()
            .flatMap(network -> network.pools().stream())
            .flatMap(pool -> Cidr.parse(pool.subnet()).stream())
            .anyMatch(block -> block.contains(address.get()));
    if (!known) {
      problems.invalid(place, port.hostIp(), "is no address of the host: bind the port to one that it has");
    }
  }
}
