package dev.canreach.resource.istio;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What proxies demand of connections to their pods (ISTIO/I-5).
 *
 * @param object what every object has
 * @param selector the pods; none = the whole namespace, or the mesh in the root namespace
 * @param mode the mode; empty where the policy says nothing
 * @param ports the modes of single container ports
 */
public record PeerAuthentication(IstioObject object, WorkloadSelector selector, Optional<MutualTls> mode,
    SortedMap<Integer, MutualTls> ports) implements Aged {

  /** Copies the collections. */
  public PeerAuthentication {
    ports = Collections.unmodifiableSortedMap(new TreeMap<>(ports));
  }
}
