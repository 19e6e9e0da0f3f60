package dev.canreach.resource.linkerd;

import dev.canreach.resource.kubernetes.IpBlock;
import java.util.List;
import java.util.Optional;

/**
 * What clients of the mesh may call outside the cluster.
 *
 * @param object what every object has
 * @param allows whether calls pass that no route of the network is about
 * @param networks the networks; empty for everything outside the cluster
 */
public record EgressNetwork(LinkerdObject object, boolean allows, Optional<List<IpBlock>> networks)
    implements
      LinkerdResource {

  /** Copies the list. */
  public EgressNetwork {
    networks = networks.map(List::copyOf);
  }
}
