package dev.canreach.resource.docker;

import dev.canreach.packet.Address;
import dev.canreach.packet.Cidr;
import dev.canreach.packet.IpFamily;
import dev.canreach.resource.compose.ComposeNetwork;
import dev.canreach.resource.compose.ComposeProject;
import dev.canreach.resource.compose.ComposeService;
import dev.canreach.resource.manifest.FieldPath;
import dev.canreach.resource.manifest.Place;
import dev.canreach.resource.manifest.Problems;
import dev.canreach.source.Quote;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Containers that an engine does not start: settings that exclude each other, and addresses that are taken. */
final class ServiceStartRules {
  private static final FieldPath SERVICES = FieldPath.ROOT.child("services");

  private static final Set<String> MODES = Set.of("", "bridge", "default", "host", "none");

  private final Problems problems;
  private final StartRules.Setup setup;
  private final Set<String> networks;
  private final Map<String, String> owners = new HashMap<>();

  /**
   * The rules.
   *
   * @param networks the names of all networks of the input
   */
  ServiceStartRules(Problems problems, StartRules.Setup setup, Set<String> networks) {
    this.networks = Set.copyOf(networks);
    this.problems = problems;
    this.setup = setup;
  }

  void check(ComposeProject project) {
    for (ComposeService service : project.services()) {
      if (service.replicas() > 0) {
        mode(service);
        for (ComposeService.Attachment attachment : service.networks()) {
          project.network(attachment.network())
              .filter(network -> !network.external())
              .ifPresent(network -> addresses(service, attachment, network));
        }
      }
    }
  }

  /** Who shares the network of another container, or of the host, has no say about it (DOCKER/D-7). */
  private void mode(ComposeService service) {
    String mode = service.networkMode().orElse("");
    boolean shares = mode.startsWith("service:") || mode.startsWith("container:");
    Map<String, Boolean> written = new LinkedHashMap<>();
    written.put("links", !service.links().isEmpty() && (shares || mode.equals("host")));
    written.put("dns", shares && !service.dns().isEmpty());
    written.put("extra_hosts", shares && !service.extraHosts().isEmpty());
    written.put("hostname", shares && service.hostname().isPresent());
    written.put("ports", shares && !service.ports().isEmpty());
    written.put("expose", shares && !service.expose().isEmpty());
    if (!shares && !MODES.contains(mode) && !networks.contains(mode)) {
      problems.warning(new Place(SERVICES.child(service.name()).child("network_mode"), service.span()),
          "no network of the input is called " + Quote.text(mode) + ": nothing starts unless the engine has one");
    }
    written.forEach((field, refused) -> {
      if (refused) {
        problems.forbidden(new Place(SERVICES.child(service.name()).child(field), service.span()),
            "a container with `network_mode: " + mode + "` can't have `" + field + "`: remove one of them");
      }
    });
  }

  private void addresses(ComposeService service, ComposeService.Attachment attachment, ComposeNetwork network) {
    FieldPath path = SERVICES.child(service.name()).child("networks").child(attachment.network());
    Address.parse(attachment.ipv4Address())
        .ifPresent(address -> address(service, network, address,
            new Place(path.child("ipv4_address"), attachment.span())));
    Address.parse(attachment.ipv6Address())
        .ifPresent(address -> address(service, network, address,
            new Place(path.child("ipv6_address"), attachment.span())));
  }

  private void address(ComposeService service, ComposeNetwork network, Address address, Place place) {
    String text = address.toString();
    BridgeOptions options = new BridgeOptions(network);
    if (address.family() == IpFamily.IPV6 && !options.has(IpFamily.IPV6) && setup.standard()) {
      problems.invalid(place, text, "is an IPv6 address, but the network has no IPv6: add `enable_ipv6: true`");
      return;
    }
    String other = owners.putIfAbsent(network.name() + " " + text, service.name());
    if (other != null) {
      problems.invalid(place, text, "is the address of service " + Quote.text(other) + " already");
    }
    if (service.replicas() > 1) {
      problems.invalid(place, text, "can't be the address of " + service.replicas() + " containers");
    }
    List<ComposeNetwork.Pool> pools = network.pools()
        .stream()
        .filter(pool -> Cidr.parse(pool.subnet()).filter(each -> each.family() == address.family()).isPresent())
        .toList();
    Optional<ComposeNetwork.Pool> own = pools.stream()
        .filter(pool -> Cidr.parse(pool.subnet()).filter(subnet -> subnet.contains(address)).isPresent())
        .findFirst();
    if (own.isPresent()) {
      taken(own.get(), options, address).ifPresent(by -> problems.invalid(place, text, "is " + by));
    } else if (!pools.isEmpty()) {
      problems.invalid(place, text, "lies outside of the network's " + pools.get(0).subnet());
    }
  }

  /** What has the address already (DOCKER/M-14). */
  private static Optional<String> taken(ComposeNetwork.Pool pool, BridgeOptions options, Address address) {
    Cidr subnet = Cidr.parse(pool.subnet()).orElseThrow();
    boolean edges = subnet.family() == IpFamily.IPV4 && subnet.length() < 31;
    if (pool.auxiliary().values().stream().flatMap(text -> Address.parse(text).stream()).anyMatch(address::equals)) {
      return Optional.of("an auxiliary address of the network");
    }
    if (edges && (address.equals(subnet.base()) || address.equals(subnet.last()))) {
      return Optional.of("the first or the last address of the network's block, which no container gets");
    }
    Optional<Address> gateway = Address.parse(pool.gateway())
        .or(() -> options.apply() && options.hasGateway(subnet.family())
            && subnet.length() < subnet.family().bits() - 1
                ? subnet.base().next()
                : Optional.empty());
    return gateway.equals(Optional.of(address))
        ? Optional.of("the address of the network's gateway")
        : Optional.empty();
  }
}
