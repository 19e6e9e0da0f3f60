package dev.canreach.resource.docker;

import dev.canreach.resource.compose.PublishedPort;
import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.Reading;
import dev.canreach.resource.manifest.Value;
import dev.canreach.source.MapNode;
import dev.canreach.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** Reads one item of what {@code docker inspect} and {@code docker network inspect} print (DOCKER/D-8). */
final class InspectionReader {
  private static final String PROJECT = "com.docker.compose.project";
  private static final String SERVICE = "com.docker.compose.service";

  private InspectionReader() {}

  static void read(Fields item, Reading reading) {
    if (item.has("NetworkSettings")) {
      reading.add(container(item));
    } else {
      network(item, reading);
    }
  }

  private static void network(Fields item, Reading reading) {
    List<DockerNetwork.Pool> pools = new ArrayList<>();
    for (Fields pool : item.object("IPAM").objects("Config")) {
      pools.add(new DockerNetwork.Pool(pool.textOrEmpty("Subnet"), pool.textOrEmpty("IPRange"),
          pool.textOrEmpty("Gateway")));
    }
    String name = item.textOrEmpty("Name");
    reading.add(new DockerNetwork(name, item.text("Driver").orElse("bridge"), item.mapping("Options"),
        item.flag("Internal").orElse(false), item.flag("EnableIPv4").orElse(true),
        item.flag("EnableIPv6").orElse(false), pools, item.span()));
    Fields containers = item.object("Containers");
    for (MapNode.Entry entry : containers.map().entries()) {
      Fields container = containers.object(entry.key().text());
      reading.add(new DockerContainer(container.textOrEmpty("Name"), "", "", "",
          List.of(new DockerContainer.Attachment(name, List.of(), address(container.textOrEmpty("IPv4Address")),
              address(container.textOrEmpty("IPv6Address")), 0)),
          List.of(), List.of(), List.of(), "", false, container.span()));
    }
  }

  /** The address of {@code ADDRESS/LENGTH}. */
  private static String address(String text) {
    return text.split("/", -1)[0];
  }

  private static DockerContainer container(Fields item) {
    String written = item.textOrEmpty("Name");
    String name = written.startsWith("/") ? written.substring(1) : written;
    Fields config = item.object("Config");
    SortedMap<String, String> labels = config.mapping("Labels");
    Fields host = item.object("HostConfig");
    Fields settings = item.object("NetworkSettings");
    String mode = host.textOrEmpty("NetworkMode");
    boolean running = item.object("State").flag("Running").orElse(true);
    boolean special = mode.equals("host") || mode.equals("none") || mode.startsWith("container:");
    List<DockerContainer.Attachment> attachments = new ArrayList<>();
    Fields networks = settings.object("Networks");
    for (MapNode.Entry entry : special || !running ? List.<MapNode.Entry>of() : networks.map().entries()) {
      Fields network = networks.object(entry.key().text());
      List<String> aliases = new ArrayList<>();
      network.texts("Aliases").forEach(alias -> aliases.add(alias.text()));
      network.texts("DNSNames").forEach(alias -> aliases.add(alias.text()));
      attachments.add(new DockerContainer.Attachment(entry.key().text(), aliases, network.textOrEmpty("IPAddress"),
          network.textOrEmpty("GlobalIPv6Address"), network.integer("GwPriority").orElse(0)));
    }
    List<String> links = host.texts("Links").stream().map(Value::text).map(InspectionReader::link).toList();
    return new DockerContainer(name, labels.getOrDefault(PROJECT, ""), labels.getOrDefault(SERVICE, ""),
        running ? (special ? mode : "") : "none", attachments, running ? ports(settings) : List.of(),
        config.object("ExposedPorts").map().keys(), links, "", true, item.span());
  }

  /** {@code /a:/web/b} is a link of the container web to the container a, which it knows as b. */
  private static String link(String text) {
    String target = text.substring(text.startsWith("/") ? 1 : 0, Math.max(1, text.indexOf(':')));
    return target + ":" + text.substring(text.lastIndexOf('/') + 1);
  }

  private static List<PublishedPort> ports(Fields settings) {
    List<PublishedPort> ports = new ArrayList<>();
    Fields all = settings.object("Ports");
    for (MapNode.Entry entry : all.map().entries()) {
      String[] port = entry.key().text().split("/", -1);
      for (Fields binding : all.objects(entry.key().text())) {
        if (port[0].matches("[0-9]{1,5}") && binding.textOrEmpty("HostPort").matches("[0-9]{1,5}")) {
          ports.add(port(Integer.parseInt(port[0]), port.length > 1 ? port[1] : "tcp", binding, entry.key().span()));
        }
      }
    }
    return ports;
  }

  private static PublishedPort port(int target, String protocol, Fields binding, Span span) {
    return new PublishedPort(target, binding.textOrEmpty("HostPort"), binding.textOrEmpty("HostIp"), protocol, "", "",
        "", span);
  }
}
