package dev.canreach.resource.istio;

import java.util.List;

/**
 * Where calls to some hosts go (ISTIO/I-9).
 *
 * @param object what every object has
 * @param hosts the hosts; none = a delegate
 * @param gateways the gateways as written; none = the mesh
 * @param exportTo the namespaces that see it; none = the mesh's default
 * @param http the rules for HTTP in order
 * @param tls the rules for TLS in order
 * @param tcp the rules for other connections in order
 */
public record VirtualService(IstioObject object, List<String> hosts, List<String> gateways, List<String> exportTo,
    List<HttpRule> http, List<StreamRule> tls, List<StreamRule> tcp) implements Aged {

  /** Copies the collections. */
  public VirtualService {
    hosts = List.copyOf(hosts);
    gateways = List.copyOf(gateways);
    exportTo = List.copyOf(exportTo);
    http = List.copyOf(http);
    tls = List.copyOf(tls);
    tcp = List.copyOf(tcp);
  }
}
