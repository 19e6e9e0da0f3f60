package dev.canreach.lower.docker;

import dev.canreach.lower.docker.ContainerSpec.Mode;
import dev.canreach.model.Origin;
import dev.canreach.packet.Address;
import dev.canreach.packet.Cidr;
import dev.canreach.packet.Protocol;
import dev.canreach.resource.compose.PortSpec;
import dev.canreach.resource.compose.PublishedPort;
import dev.canreach.resource.docker.DockerContainer;
import dev.canreach.resource.docker.DockerNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Networks and containers that were inspected, or that commands make. */
final class DockerSpecs {
  private static final String CONTAINER = "container:";

  private DockerSpecs() {}

  static NetworkSpec network(DockerNetwork network) {
    List<NetworkSpec.Pool> pools = new ArrayList<>();
    for (DockerNetwork.Pool pool : network.pools()) {
      Cidr.parse(pool.subnet())
          .ifPresent(subnet -> pools.add(new NetworkSpec.Pool(subnet, Cidr.parse(pool.ipRange()),
              Address.parse(pool.gateway()), List.of())));
    }
    return new NetworkSpec(network.name(), new TreeSet<>(List.of(network.name())), network.driver(),
        network.options(), network.internal(), true, network.ipv4(), network.ipv6(), pools,
        new Origin("network " + network.name(), "", "", network.span()));
  }

  static ContainerSpec container(DockerContainer container) {
    Origin origin = new Origin("container " + container.name(), "", "", container.span());
    List<ContainerSpec.Attachment> attachments = new ArrayList<>();
    for (DockerContainer.Attachment attachment : container.attachments()) {
      attachments.add(new ContainerSpec.Attachment(attachment.network(), attachment.network(), attachment.aliases(),
          Address.parse(attachment.ipv4()), Address.parse(attachment.ipv6()), attachment.gatewayPriority()));
    }
    List<ContainerSpec.PortRequest> ports = new ArrayList<>();
    for (PublishedPort port : container.ports()) {
      protocol(port).ifPresent(protocol -> ports.add(new ContainerSpec.PortRequest(Address.parse(port.hostIp()),
          port.firstPublished(), port.lastPublished(), protocol, port.target(),
          new Origin("container " + container.name(), "published port " + port.published() + ":" + port.target() + "/"
              + port.protocol(), "", port.span()))));
    }
    List<ContainerSpec.Exposed> exposed = new ArrayList<>();
    for (String text : container.exposed()) {
      PortSpec.parse(text, container.span())
          .ports()
          .forEach(port -> protocol(port)
              .ifPresent(protocol -> exposed.add(new ContainerSpec.Exposed(protocol, port.target()))));
    }
    List<ContainerSpec.Link> links = new ArrayList<>();
    for (String link : container.links()) {
      int colon = link.indexOf(':');
      links.add(new ContainerSpec.Link(colon < 0 ? link : link.substring(0, colon), link.substring(colon + 1)));
    }
    return new ContainerSpec(container.name(), container.project(), container.service(), mode(container.mode()),
        attachments, ports, exposed, links, Optional.of(container.hostname()).filter(name -> !name.isEmpty()),
        new TreeMap<>(), origin);
  }

  private static Optional<Protocol> protocol(PublishedPort port) {
    return Protocol.parse(port.protocol());
  }

  private static Mode mode(String mode) {
    if (mode.startsWith(CONTAINER)) {
      return new ContainerSpec.Shared("", mode.substring(CONTAINER.length()));
    }
    return switch (mode) {
      case "host" -> new ContainerSpec.Host();
      case "none" -> new ContainerSpec.None();
      default -> new ContainerSpec.Own();
    };
  }
}
