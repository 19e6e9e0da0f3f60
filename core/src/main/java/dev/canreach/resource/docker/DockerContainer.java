package dev.canreach.resource.docker;

import dev.canreach.resource.Resource;
import dev.canreach.resource.compose.PublishedPort;
import dev.canreach.source.Span;
import java.util.List;
import java.util.Objects;

/**
 * A container as {@code docker inspect} prints it (DOCKER/D-8).
 *
 * @param name its name
 * @param project the Compose project in its labels, or empty
 * @param service the service in its labels or empty
 * @param mode {@code host}, {@code none}, {@code container:NAME}, or empty where it joins networks
 * @param attachments the networks that it joins
 * @param ports the ports that it publishes
 * @param exposed the ports that it exposes, {@code PORT/PROTOCOL}
 * @param links its links, {@code CONTAINER:ALIAS}
 * @param hostname its host name, or empty
 * @param complete whether everything about its networks and ports is known
 * @param span where it is written
 */
public record DockerContainer(String name, String project, String service, String mode, List<Attachment> attachments,
    List<PublishedPort> ports, List<String> exposed, List<String> links, String hostname, boolean complete, Span span)
    implements
      Resource {

  /** A network that a container joins; addresses that are not written are empty. */
  public record Attachment(String network, List<String> aliases, String ipv4, String ipv6, int gatewayPriority) {
    /** Copies the aliases. */
    public Attachment {
      aliases = List.copyOf(aliases);
    }
  }

  /** Copies the lists. */
  public DockerContainer {
    Objects.requireNonNull(name);
    attachments = List.copyOf(attachments);
    ports = List.copyOf(ports);
    exposed = List.copyOf(exposed);
    links = List.copyOf(links);
    Objects.requireNonNull(span);
  }

  @Override
  public String apiVersion() {
    return "";
  }

  @Override
  public String kind() {
    return "Docker container";
  }

  @Override
  public String namespace() {
    return "";
  }
}
