package dev.canreach.report;

import dev.canreach.resource.compose.ComposeNetwork;
import dev.canreach.resource.compose.ComposeProject;
import dev.canreach.resource.compose.ComposeService;
import dev.canreach.resource.compose.PublishedPort;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import tools.jackson.core.JsonGenerator;

/** The normal form of Compose projects as JSON (contract §6): settings that are not written are left out. */
public final class ComposeJson {
  private ComposeJson() {}

  /** Writes one project as an object, and several as a list of them. */
  public static void write(List<ComposeProject> projects, Writer out) {
    try (JsonGenerator json = JsonDocuments.indented(out)) {
      if (projects.size() == 1) {
        project(json, projects.get(0));
        return;
      }
      json.writeStartArray();
      projects.forEach(project -> project(json, project));
      json.writeEndArray();
    }
  }

  private static void project(JsonGenerator json, ComposeProject project) {
    json.writeStartObject();
    json.writeStringProperty("name", project.name());
    json.writeObjectPropertyStart("services");
    for (ComposeService service : project.services()) {
      json.writeObjectPropertyStart(service.name());
      service(json, service);
      json.writeEndObject();
    }
    json.writeEndObject();
    json.writeObjectPropertyStart("networks");
    for (ComposeNetwork network : project.networks()) {
      json.writeObjectPropertyStart(network.key());
      network(json, network);
      json.writeEndObject();
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void service(JsonGenerator json, ComposeService service) {
    text(json, "container_name", service.containerName().orElse(""));
    text(json, "hostname", service.hostname().orElse(""));
    text(json, "network_mode", service.networkMode().orElse(""));
    if (!service.networks().isEmpty()) {
      json.writeObjectPropertyStart("networks");
      for (ComposeService.Attachment attachment : service.networks()) {
        attachment(json, attachment);
      }
      json.writeEndObject();
    }
    if (!service.ports().isEmpty()) {
      json.writeArrayPropertyStart("ports");
      service.ports().forEach(port -> port(json, port));
      json.writeEndArray();
    }
    texts(json, "expose", service.expose());
    texts(json, "links", service.links());
    texts(json, "external_links", service.externalLinks());
    texts(json, "dns", service.dns());
    texts(json, "profiles", service.profiles());
    if (!service.extraHosts().isEmpty()) {
      json.writeObjectPropertyStart("extra_hosts");
      service.extraHosts().forEach((host, addresses) -> texts(json, host, addresses));
      json.writeEndObject();
    }
    texts(json, "labels", service.labels());
    number(json, "scale", service.scale());
  }

  private static void attachment(JsonGenerator json, ComposeService.Attachment attachment) {
    boolean plain = attachment.equals(ComposeService.Attachment.plain(attachment.network(), attachment.span()));
    if (plain) {
      json.writeNullProperty(attachment.network());
      return;
    }
    json.writeObjectPropertyStart(attachment.network());
    texts(json, "aliases", attachment.aliases());
    text(json, "ipv4_address", attachment.ipv4Address());
    text(json, "ipv6_address", attachment.ipv6Address());
    texts(json, "link_local_ips", attachment.linkLocalIps());
    text(json, "mac_address", attachment.macAddress());
    texts(json, "driver_opts", attachment.driverOpts());
    number(json, "priority", attachment.priority());
    number(json, "gw_priority", attachment.gatewayPriority());
    json.writeEndObject();
  }

  private static void port(JsonGenerator json, PublishedPort port) {
    json.writeStartObject();
    text(json, "name", port.name());
    text(json, "mode", port.mode());
    text(json, "host_ip", port.hostIp());
    json.writeNumberProperty("target", port.target());
    text(json, "published", port.published());
    json.writeStringProperty("protocol", port.protocol());
    text(json, "app_protocol", port.appProtocol());
    json.writeEndObject();
  }

  private static void network(JsonGenerator json, ComposeNetwork network) {
    json.writeStringProperty("name", network.name());
    text(json, "driver", network.driver());
    texts(json, "driver_opts", network.driverOpts());
    flag(json, "external", network.external());
    flag(json, "internal", network.internal());
    flag(json, "attachable", network.attachable());
    network.enableIpv4().ifPresent(value -> json.writeBooleanProperty("enable_ipv4", value));
    network.enableIpv6().ifPresent(value -> json.writeBooleanProperty("enable_ipv6", value));
    if (network.ipamDriver().isEmpty() && network.pools().isEmpty()) {
      return;
    }
    json.writeObjectPropertyStart("ipam");
    text(json, "driver", network.ipamDriver());
    json.writeArrayPropertyStart("config");
    for (ComposeNetwork.Pool pool : network.pools()) {
      json.writeStartObject();
      text(json, "subnet", pool.subnet());
      text(json, "ip_range", pool.ipRange());
      text(json, "gateway", pool.gateway());
      texts(json, "aux_addresses", pool.auxiliary());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void text(JsonGenerator json, String key, String value) {
    if (!value.isEmpty()) {
      json.writeStringProperty(key, value);
    }
  }

  private static void flag(JsonGenerator json, String key, boolean value) {
    if (value) {
      json.writeBooleanProperty(key, true);
    }
  }

  private static void number(JsonGenerator json, String key, OptionalInt value) {
    if (value.isPresent()) {
      json.writeNumberProperty(key, value.getAsInt());
    }
  }

  private static void texts(JsonGenerator json, String key, List<String> values) {
    if (!values.isEmpty()) {
      json.writeArrayPropertyStart(key);
      values.forEach(json::writeString);
      json.writeEndArray();
    }
  }

  private static void texts(JsonGenerator json, String key, Map<String, String> values) {
    if (!values.isEmpty()) {
      json.writeObjectPropertyStart(key);
      values.forEach(json::writeStringProperty);
      json.writeEndObject();
    }
  }
}
