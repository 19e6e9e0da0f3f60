package dev.canreach.resource.istio;

import dev.canreach.packet.Address;
import dev.canreach.packet.Cidr;
import dev.canreach.resource.manifest.Addresses;
import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the kinds that say what is listened on and what there is: gateways, service entries, sidecars (ISTIO/I-10 to I-12). */
final class EntryReader {
  private EntryReader() {}

  static Gateway gateway(Subject subject) {
    List<GatewayServer> servers = new ArrayList<>();
    for (Fields server : subject.spec().objects("servers")) {
      Fields port = server.object("port");
      Fields tls = server.object("tls");
      servers.add(new GatewayServer(servers.size(), port.integer("number").orElse(0), port.textOrEmpty("name"),
          port.textOrEmpty("protocol"), server.textOrEmpty("bind"), Parts.texts(server, "hosts"),
          server.has("tls") ? Optional.of(mode(tls)) : Optional.empty(), tls.flag("httpsRedirect").orElse(false),
          server.span()));
    }
    return new Gateway(subject.object(), subject.spec().mapping("selector"), servers);
  }

  /** An empty block passes TLS on (ISTIO/I-1). */
  private static ServerTls mode(Fields tls) {
    return switch (tls.textOrEmpty("mode")) {
      case "SIMPLE" -> ServerTls.SIMPLE;
      case "MUTUAL" -> ServerTls.MUTUAL;
      case "OPTIONAL_MUTUAL" -> ServerTls.OPTIONAL_MUTUAL;
      case "ISTIO_MUTUAL" -> ServerTls.ISTIO_MUTUAL;
      case "AUTO_PASSTHROUGH" -> ServerTls.AUTO_PASSTHROUGH;
      default -> ServerTls.PASSTHROUGH;
    };
  }

  static ServiceEntry serviceEntry(Subject subject) {
    Fields spec = subject.spec();
    List<Cidr> addresses = new ArrayList<>();
    spec.texts("addresses").forEach(address -> block(address.text()).ifPresent(addresses::add));
    List<EntryPort> ports = new ArrayList<>();
    for (Fields port : spec.objects("ports")) {
      ports.add(new EntryPort(port.integer("number").orElse(0), port.textOrEmpty("name"),
          port.textOrEmpty("protocol"), Parts.port(port, "targetPort")));
    }
    List<EntryEndpoint> endpoints = new ArrayList<>();
    for (Fields endpoint : spec.objects("endpoints")) {
      endpoints.add(new EntryEndpoint(endpoint.textOrEmpty("address"), ports(endpoint), endpoint.mapping("labels")));
    }
    Resolution resolution = switch (spec.textOrEmpty("resolution")) {
      case "STATIC" -> Resolution.STATIC;
      case "DNS" -> Resolution.DNS;
      case "DNS_ROUND_ROBIN" -> Resolution.DNS_ROUND_ROBIN;
      case "DYNAMIC_DNS" -> Resolution.DYNAMIC_DNS;
      default -> Resolution.NONE;
    };
    WorkloadSelector workloads = Parts.workloads(spec);
    return new ServiceEntry(subject.object(), Parts.texts(spec, "hosts"), addresses, ports,
        spec.textOrEmpty("location").equals("MESH_INTERNAL"), resolution, endpoints,
        workloads.written() ? Optional.of(workloads) : Optional.empty(), Parts.texts(spec, "exportTo"));
  }

  private static SortedMap<String, Integer> ports(Fields endpoint) {
    SortedMap<String, Integer> ports = new TreeMap<>();
    Fields map = endpoint.object("ports");
    for (Value entry : endpoint.entries("ports")) {
      map.integer(entry.key()).ifPresent(port -> ports.put(entry.key(), port));
    }
    return ports;
  }

  /** An address or a block of them. */
  static Optional<Cidr> block(String text) {
    return Address.parse(text).map(Cidr::of).or(() -> Addresses.parseCidr(text));
  }

  static WorkloadEntry workloadEntry(Subject subject) {
    return new WorkloadEntry(subject.object(), subject.spec().textOrEmpty("address"),
        subject.spec().mapping("labels"));
  }

  static Sidecar sidecar(Subject subject) {
    Fields spec = subject.spec();
    List<SidecarListener> egress = new ArrayList<>();
    for (Fields listener : spec.objects("egress")) {
      Fields port = listener.object("port");
      egress.add(new SidecarListener(Parts.port(port, "number"), port.textOrEmpty("protocol"),
          listener.textOrEmpty("bind"), Parts.texts(listener, "hosts")));
    }
    Optional<Boolean> any = spec.has("outboundTrafficPolicy")
        ? Optional.of(spec.object("outboundTrafficPolicy").textOrEmpty("mode").equals("ALLOW_ANY"))
        : Optional.empty();
    return new Sidecar(subject.object(), Parts.workloads(spec), spec.size("ingress") > 0, egress, any);
  }
}
