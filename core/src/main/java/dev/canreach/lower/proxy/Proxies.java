package dev.canreach.lower.proxy;

import dev.canreach.lower.NetworkBuilder;
import dev.canreach.lower.Planes;
import dev.canreach.lower.kubernetes.PodClass;
import dev.canreach.model.Endpoint;
import dev.canreach.model.Origin;
import dev.canreach.packet.EndpointSet;
import java.util.ArrayList;
import java.util.List;

/**
 * The endpoints that run the proxy behind an entry: its pods, or the entry itself where the input lacks them.
 *
 * @param known the pods; empty where the input lacks them
 * @param entry the index of the endpoint that clients name
 * @param what the proxies, as messages name them
 * @param origin the object that the proxies serve
 */
public record Proxies(List<Proxy> known, int entry, String what, Origin origin) {

  private static final String REMEDY = "add the pods of the proxies to the input";

  /** Copies the list. */
  public Proxies {
    known = List.copyOf(known);
  }

  /** The proxies of an entry whose pods are these; where there are none, policies treat them as strangers. */
  public static Proxies of(List<PodClass> pods, Endpoint entry, ServiceTargets services, NetworkBuilder network,
      String what, Origin origin) {
    List<Proxy> known = new ArrayList<>();
    for (PodClass pod : pods) {
      int endpoint = network.endpoint(pod.id()).orElseThrow().index();
      known.add(new Proxy(endpoint, port -> services.targetPort(pod.namespace(), endpoint, port)));
    }
    if (known.isEmpty()) {
      ProxyPlanes.admit(network, EndpointSet.of(entry.index()), what, REMEDY, origin);
    }
    return new Proxies(known, entry.index(), what, origin);
  }

  /** The ways through each of them. */
  public List<ProxyRoutes> ways(Planes planes) {
    if (known.isEmpty()) {
      return List.of(
          new ProxyRoutes(ProxyPlanes.open(planes, entry, what, REMEDY, origin), Proxy.at(entry)));
    }
    ProxyPlanes normal = ProxyPlanes.of(planes);
    return known.stream().map(proxy -> new ProxyRoutes(normal, proxy)).toList();
  }
}
