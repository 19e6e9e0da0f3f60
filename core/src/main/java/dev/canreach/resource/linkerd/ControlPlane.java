package dev.canreach.resource.linkerd;

import dev.canreach.resource.kubernetes.IpBlock;
import java.util.List;
import java.util.Optional;

/**
 * The settings of a control plane, as it keeps them in a configuration map; empty where they are the defaults.
 *
 * @param object what every object has; its namespace is that of the control plane
 * @param trustDomain the trust domain
 * @param inbound the policy of ports that nothing else says more about
 * @param clusterNetworks the networks of the cluster
 * @param probeNetworks the networks that probes come from
 * @param skipInbound the ports on which the proxies of pods are passed by
 * @param skipOutbound the ports that clients call without their proxy
 * @param skipSubnets the networks whose connections proxies are passed by
 * @param opaque the ports whose bytes proxies do not look at
 */
public record ControlPlane(LinkerdObject object, Optional<String> trustDomain, Optional<AccessPolicy> inbound,
    Optional<List<IpBlock>> clusterNetworks, Optional<List<IpBlock>> probeNetworks, Optional<String> skipInbound,
    Optional<String> skipOutbound, Optional<String> skipSubnets, Optional<String> opaque) implements LinkerdResource {

  /** Copies the lists. */
  public ControlPlane {
    clusterNetworks = clusterNetworks.map(List::copyOf);
    probeNetworks = probeNetworks.map(List::copyOf);
  }
}
