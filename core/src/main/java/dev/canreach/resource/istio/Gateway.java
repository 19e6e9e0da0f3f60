package dev.canreach.resource.istio;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Ports of gateway proxies (ISTIO/I-10).
 *
 * @param object what every object has
 * @param selector the labels of the proxies
 * @param servers what they listen on
 */
public record Gateway(IstioObject object, SortedMap<String, String> selector,
    List<GatewayServer> servers) implements Aged {

  /** Copies the collections. */
  public Gateway {
    selector = Collections.unmodifiableSortedMap(new TreeMap<>(selector));
    servers = List.copyOf(servers);
  }
}
