package dev.canreach.lower.istio;

import dev.canreach.packet.PacketExpr;
import dev.canreach.resource.istio.Sidecar;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Clients whose proxies route alike.
 *
 * @param name what they are called in the network
 * @param members the pods
 * @param guard the source of the packet is one of them, has a proxy, and the proxy sees the connection
 * @param namespace their namespace
 * @param labels the labels of one of them: whatever some object asks for, all have it or none
 * @param sidecar what limits their view of the mesh
 * @param services the hosts that they know
 * @param byHost the same hosts by name
 * @param anyOutbound whether their calls to unknown destinations pass
 */
record Clients(String name, BitSet members, PacketExpr guard, String namespace, Map<String, String> labels,
    Optional<Sidecar> sidecar, List<MeshService> services, Map<String, List<MeshService>> byHost,
    boolean anyOutbound) {

  Clients {
    members = (BitSet) members.clone();
    labels = Map.copyOf(labels);
    services = List.copyOf(services);
    byHost = Map.copyOf(byHost);
  }

  @Override
  public BitSet members() {
    return (BitSet) members.clone();
  }

  /** The host of this name, of those that they know: their own namespace's first. */
  Optional<MeshService> service(String host) {
    List<MeshService> named = byHost.getOrDefault(host, List.of());
    return named.stream()
        .filter(service -> service.service().isPresent())
        .findFirst()
        .or(() -> named.stream().filter(service -> service.namespace().equals(namespace)).findFirst())
        .or(() -> named.stream().findFirst());
  }
}
