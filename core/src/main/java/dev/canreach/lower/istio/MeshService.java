package dev.canreach.lower.istio;

import dev.canreach.model.Origin;
import dev.canreach.packet.Cidr;
import dev.canreach.resource.istio.ServiceEntry;
import dev.canreach.resource.kubernetes.Service;
import java.util.List;
import java.util.Optional;

/**
 * A host that proxies know: a Service, or a host of a service entry (ISTIO/I-11).
 *
 * @param host the full name
 * @param namespace the namespace of the object
 * @param exportTo who sees it: names of namespaces, or {@code *}
 * @param ports its ports
 * @param headless whether it has no address of its own
 * @param external whether it is outside the mesh, so that nobody there expects its TLS
 * @param addresses the addresses that clients call, where known
 * @param service the Service, where it is one
 * @param entry the service entry, where it is of one
 * @param origin the object
 */
record MeshService(String host, String namespace, List<String> exportTo, List<MeshPort> ports, boolean headless,
    boolean external, List<Cidr> addresses, Optional<Service> service, Optional<ServiceEntry> entry, Origin origin) {

  MeshService {
    exportTo = List.copyOf(exportTo);
    ports = List.copyOf(ports);
    addresses = List.copyOf(addresses);
  }

  boolean isVisible(String client) {
    return exportTo.contains("*") || exportTo.contains(client);
  }

  Optional<MeshPort> port(int number) {
    return ports.stream().filter(port -> port.number() == number).findFirst();
  }
}
