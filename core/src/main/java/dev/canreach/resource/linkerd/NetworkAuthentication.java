package dev.canreach.resource.linkerd;

import dev.canreach.resource.kubernetes.IpBlock;
import java.util.List;

/**
 * Networks, one of which a client must be in (LINKERD/L-5).
 *
 * @param object what every object has
 * @param networks the networks
 */
public record NetworkAuthentication(LinkerdObject object, List<IpBlock> networks) implements LinkerdResource {

  /** Copies the list. */
  public NetworkAuthentication {
    networks = List.copyOf(networks);
  }
}
