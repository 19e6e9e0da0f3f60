package dev.canreach.resource.kubernetes;

import dev.canreach.packet.Address;
import dev.canreach.packet.IpFamily;
import dev.canreach.packet.Protocol;
import dev.canreach.resource.manifest.Fields;
import dev.canreach.resource.manifest.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads EndpointSlices and Endpoints (K8S/S-06). */
final class EndpointReader {
  private static final String SERVICE = "kubernetes.io/service-name";
  private static final int LAST_PORT = 65535;

  private EndpointReader() {}

  static List<EndpointSlice> readSlice(Subject subject) {
    Fields slice = subject.fields();
    var endpoints = new ArrayList<SliceEndpoint>();
    for (Fields endpoint : slice.objects("endpoints")) {
      List<Address> addresses = endpoint.texts("addresses")
          .stream()
          .map(Value::text)
          .map(Address::parse)
          .flatMap(Optional::stream)
          .toList();
      boolean ready = endpoint.object("conditions").flag("ready").orElse(true);
      endpoints.add(new SliceEndpoint(addresses, ready, endpoint.text("nodeName"), endpoint.span()));
    }
    String service = subject.meta().labels().getOrDefault(SERVICE, "");
    return List
        .of(new EndpointSlice(subject.manifest().apiVersion(), subject.manifest().kind(), subject.meta(), service,
            slice.textOrEmpty("addressType"), endpoints, ports(slice), subject.span()));
  }

  static List<EndpointSlice> readEndpoints(Subject subject) {
    var slices = new ArrayList<EndpointSlice>();
    for (Fields subset : subject.fields().objects("subsets")) {
      for (IpFamily family : IpFamily.values()) {
        var endpoints = new ArrayList<SliceEndpoint>();
        addresses(subset, "addresses", family, true, endpoints);
        addresses(subset, "notReadyAddresses", family, false, endpoints);
        if (!endpoints.isEmpty()) {
          slices.add(slice(subject, "IPv" + family.version(), endpoints, ports(subset)));
        }
      }
    }
    return slices.isEmpty() ? List.of(slice(subject, "IPv4", List.of(), List.of())) : slices;
  }

  private static EndpointSlice slice(Subject subject, String type, List<SliceEndpoint> endpoints,
      List<SlicePort> ports) {
    return new EndpointSlice(subject.manifest().apiVersion(), subject.manifest().kind(), subject.meta(),
        subject.meta().name(), type, endpoints, ports, subject.span());
  }

  private static void addresses(Fields subset, String name, IpFamily family, boolean ready,
      List<SliceEndpoint> endpoints) {
    for (Fields address : subset.objects(name)) {
      Address.parse(address.textOrEmpty("ip"))
          .filter(ip -> ip.family() == family)
          .ifPresent(ip -> endpoints
              .add(new SliceEndpoint(List.of(ip), ready, address.text("nodeName"), address.span())));
    }
  }

  /** The ports; one with a number out of range leads nowhere and is left out (K8S/KX-6). */
  private static List<SlicePort> ports(Fields owner) {
    var ports = new ArrayList<SlicePort>();
    for (Fields port : owner.objects("ports")) {
      Optional<Protocol> protocol = PodSpecReader.protocol(port.textOrEmpty("protocol"));
      Optional<Integer> number = port.integer("port");
      if (protocol.isPresent() && number.map(value -> value >= 1 && value <= LAST_PORT).orElse(true)) {
        ports.add(new SlicePort(port.textOrEmpty("name"), protocol.get(),
            number.isPresent() ? OptionalInt.of(number.get()) : OptionalInt.empty()));
      }
    }
    return ports;
  }
}
