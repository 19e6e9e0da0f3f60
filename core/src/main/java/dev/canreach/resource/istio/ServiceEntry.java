package dev.canreach.resource.istio;

import dev.canreach.packet.Cidr;
import java.util.List;
import java.util.Optional;

/**
 * A host that is added to the mesh's registry (ISTIO/I-11).
 *
 * @param object what every object has
 * @param hosts the hosts
 * @param addresses the addresses that clients call
 * @param ports the ports
 * @param internal whether it is part of the mesh
 * @param resolution how its endpoints are found
 * @param endpoints the endpoints that are listed
 * @param workloads the pods of its namespace that stand behind it, where it selects any
 * @param exportTo the namespaces that see it; none = the mesh's default
 */
public record ServiceEntry(IstioObject object, List<String> hosts, List<Cidr> addresses, List<EntryPort> ports,
    boolean internal, Resolution resolution, List<EntryEndpoint> endpoints, Optional<WorkloadSelector> workloads,
    List<String> exportTo) implements Aged {

  /** Copies the collections. */
  public ServiceEntry {
    hosts = List.copyOf(hosts);
    addresses = List.copyOf(addresses);
    ports = List.copyOf(ports);
    endpoints = List.copyOf(endpoints);
    exportTo = List.copyOf(exportTo);
  }
}
