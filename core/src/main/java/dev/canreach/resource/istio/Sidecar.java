package dev.canreach.resource.istio;

import java.util.List;
import java.util.Optional;

/**
 * What the proxies of some pods see of the mesh (ISTIO/I-12).
 *
 * @param object what every object has
 * @param selector the pods
 * @param hasIngress whether it replaces the ports that the pod listens on
 * @param egress what clients see; none = everything
 * @param anyOutbound whether calls to unknown destinations pass; empty = as the mesh says
 */
public record Sidecar(IstioObject object, WorkloadSelector selector, boolean hasIngress, List<SidecarListener> egress,
    Optional<Boolean> anyOutbound) implements Aged {

  /** Copies the collections. */
  public Sidecar {
    egress = List.copyOf(egress);
  }
}
