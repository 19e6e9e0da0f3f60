package dev.canreach.lower.docker;

import dev.canreach.lower.docker.ContainerSpec.Mode;
import dev.canreach.model.Origin;
import dev.canreach.packet.Address;
import dev.canreach.packet.Cidr;
import dev.canreach.packet.Protocol;
import dev.canreach.resource.compose.ComposeNetwork;
import dev.canreach.resource.compose.ComposeProject;
import dev.canreach.resource.compose.ComposeService;
import dev.canreach.resource.compose.PortSpec;
import dev.canreach.resource.compose.PublishedPort;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The networks and containers that Compose starts for a project (COMPOSE/C-11). */
final class ComposeSpecs {
  private static final String SERVICE = "service:";
  private static final String CONTAINER = "container:";

  private final ComposeProject project;
  private final EngineSettings settings;

  ComposeSpecs(ComposeProject project, EngineSettings settings) {
    this.project = project;
    this.settings = settings;
  }

  List<NetworkSpec> networks() {
    List<NetworkSpec> networks = new ArrayList<>();
    for (ComposeNetwork network : project.networks()) {
      networks.add(network(network));
    }
    return networks;
  }

  private NetworkSpec network(ComposeNetwork network) {
    String driver = network.driver().isEmpty() ? "bridge" : network.driver();
    SortedMap<String, String> options = new TreeMap<>(settings.networkOptions(driver));
    options.putAll(network.driverOpts());
    List<NetworkSpec.Pool> pools = new ArrayList<>();
    for (ComposeNetwork.Pool pool : network.pools()) {
      Cidr.parse(pool.subnet())
          .ifPresent(subnet -> pools.add(new NetworkSpec.Pool(subnet, Cidr.parse(pool.ipRange()),
              Address.parse(pool.gateway()),
              pool.auxiliary().values().stream().flatMap(text -> Address.parse(text).stream()).toList())));
    }
    boolean ipv6 = network.enableIpv6()
        .orElse("true".equals(options.getOrDefault("com.docker.network.enable_ipv6", "")));
    return new NetworkSpec(network.name(), new TreeSet<>(List.of(network.key())), driver, options, network.internal(),
        !network.external(), network.enableIpv4().orElse(true), ipv6, pools,
        new Origin("network " + network.name(), "", "networks." + network.key(), network.span()));
  }

  List<ContainerSpec> containers() {
    List<ContainerSpec> containers = new ArrayList<>();
    for (ComposeService service : project.services()) {
      for (int replica = 1; replica <= service.replicas(); replica++) {
        containers.add(container(service, replica));
      }
    }
    return containers;
  }

  private ContainerSpec container(ComposeService service, int replica) {
    Origin origin = new Origin("service " + project.name() + "/" + service.name(), "", "services." + service.name(),
        service.span());
    List<ContainerSpec.Attachment> attachments = new ArrayList<>();
    for (ComposeService.Attachment attachment : service.networks()) {
      project.network(attachment.network())
          .ifPresent(network -> attachments.add(new ContainerSpec.Attachment(network.name(), network.key(),
              names(service, attachment),
              Address.parse(attachment.ipv4Address()), Address.parse(attachment.ipv6Address()),
              attachment.gatewayPriority().orElse(0))));
    }
    String name = service.containerName().orElse(project.name() + "-" + service.name() + "-" + replica);
    Mode mode = mode(service, attachments);
    List<ContainerSpec.PortRequest> ports = new ArrayList<>();
    if (mode instanceof ContainerSpec.Own) {
      for (PublishedPort port : service.ports()) {
        ports.add(request(port, service));
      }
    }
    List<ContainerSpec.Exposed> exposed = new ArrayList<>();
    for (String text : service.expose()) {
      PortSpec.parse(text, service.span())
          .ports()
          .forEach(port -> Protocol.parse(port.protocol())
              .ifPresent(protocol -> exposed.add(new ContainerSpec.Exposed(protocol, port.target()))));
    }
    return new ContainerSpec(name, project.name(), service.name(), mode, attachments, ports, exposed,
        service.linkTargets().stream().map(link -> new ContainerSpec.Link(link.service(), link.alias())).toList(),
        service.hostname(), service.extraHosts(), origin);
  }

  /** The names of a service on a network besides those of its container (COMPOSE/C-3). */
  private static List<String> names(ComposeService service, ComposeService.Attachment attachment) {
    List<String> names = new ArrayList<>(attachment.aliases());
    names.add(service.name());
    return names;
  }

  private Mode mode(ComposeService service, List<ContainerSpec.Attachment> attachments) {
    String mode = service.networkMode().orElse("");
    if (mode.startsWith(SERVICE)) {
      return new ContainerSpec.Shared(project.name(), mode.substring(SERVICE.length()));
    }
    if (mode.startsWith(CONTAINER)) {
      return new ContainerSpec.Shared("", mode.substring(CONTAINER.length()));
    }
    switch (mode) {
      case "" -> {
        return new ContainerSpec.Own();
      }
      case "host" -> {
        return new ContainerSpec.Host();
      }
      case "none" -> {
        return new ContainerSpec.None();
      }
      case "bridge", "default" -> attachments.add(plain(NetworkSpec.DEFAULT_BRIDGE, List.of()));
      default -> attachments.add(plain(mode, List.of(service.name())));
    }
    return new ContainerSpec.Own();
  }

  private static ContainerSpec.Attachment plain(String network, List<String> names) {
    return new ContainerSpec.Attachment(network, network, names, Optional.empty(), Optional.empty(), 0);
  }

  private ContainerSpec.PortRequest request(PublishedPort port, ComposeService service) {
    return new ContainerSpec.PortRequest(Address.parse(port.hostIp()), port.firstPublished(), port.lastPublished(),
        Protocol.parse(port.protocol()).orElse(Protocol.TCP), port.target(),
        new Origin("service " + project.name() + "/" + service.name(),
            "published port " + (port.published().isEmpty() ? "" : port.published() + ":") + port.target() + "/"
                + port.protocol(),
            "services." + service.name() + ".ports", port.span()));
  }
}
