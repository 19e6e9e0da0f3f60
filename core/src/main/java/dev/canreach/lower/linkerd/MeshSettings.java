package dev.canreach.lower.linkerd;

import dev.canreach.lower.Assumptions;
import dev.canreach.packet.Cidr;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.kubernetes.IpBlock;
import dev.canreach.resource.linkerd.AccessPolicy;
import dev.canreach.resource.linkerd.ControlPlane;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Settings of the whole mesh: what the user says, else what the control plane's configuration map says, else Linkerd's
 * defaults (LINKERD/L-1 to L-3).
 *
 * @param mode what the user says about membership: {@code none}, {@code any}, or anything else
 * @param identitySuffix what the identities of a namespace end with
 * @param inbound the policy of ports that nothing else says more about, where that is known
 * @param clusterNetworks the networks of the cluster
 * @param probeNetworks the networks that probes come from; empty for anywhere
 * @param skipInbound the ports on which proxies are passed by
 * @param skipOutbound the ports that clients call without their proxy
 * @param skipSubnets the networks whose connections proxies are passed by; empty for none
 * @param opaque the ports whose bytes proxies do not look at
 */
record MeshSettings(String mode, String identitySuffix, Optional<AccessPolicy> inbound, List<Cidr> clusterNetworks,
    Optional<List<IpBlock>> probeNetworks, String skipInbound, String skipOutbound, String skipSubnets,
    String opaque) {

  private static final String CLUSTER_NETWORKS = "10.0.0.0/8,100.64.0.0/10,172.16.0.0/12,192.168.0.0/16,fd00::/8";
  private static final String CONTROL_NAMESPACE = "linkerd";
  private static final String TRUST_DOMAIN = "cluster.local";
  private static final String SKIPPED = "4567,4568";
  private static final String OPAQUE = "25,587,3306,4444,5432,6379,9300,11211";

  MeshSettings {
    clusterNetworks = List.copyOf(clusterNetworks);
    probeNetworks = probeNetworks.map(List::copyOf);
  }

  static MeshSettings of(Inventory inventory, Assumptions assumptions) {
    Optional<ControlPlane> plane = inventory.all(ControlPlane.class)
        .stream()
        .min(Comparator.comparing(ControlPlane::span));
    String domain = text(assumptions, "trustDomain").or(() -> plane.flatMap(ControlPlane::trustDomain))
        .orElse(TRUST_DOMAIN);
    List<Cidr> networks = text(assumptions, "clusterNetworks").map(MeshSettings::blocks)
        .or(() -> plane.flatMap(ControlPlane::clusterNetworks)
            .map(blocks -> blocks.stream().map(IpBlock::cidr).toList()))
        .orElseGet(() -> blocks(CLUSTER_NETWORKS));
    return new MeshSettings(assumptions.value("mesh").orElse(""),
        ".serviceaccount.identity." + plane.map(ControlPlane::namespace).orElse(CONTROL_NAMESPACE) + "." + domain,
        text(assumptions, "defaultInboundPolicy").flatMap(AccessPolicy::of)
            .or(() -> plane.map(each -> each.inbound().orElse(AccessPolicy.ALL_UNAUTHENTICATED))),
        networks, plane.flatMap(ControlPlane::probeNetworks),
        plane.flatMap(ControlPlane::skipInbound).orElse(SKIPPED),
        plane.flatMap(ControlPlane::skipOutbound).orElse(SKIPPED),
        plane.flatMap(ControlPlane::skipSubnets).orElse(""),
        plane.flatMap(ControlPlane::opaque).orElse(OPAQUE));
  }

  private static Optional<String> text(Assumptions assumptions, String key) {
    return assumptions.value(key).map(String::strip).filter(value -> !value.isEmpty());
  }

  private static List<Cidr> blocks(String text) {
    return Arrays.stream(text.split("[,\\s]+", -1)).flatMap(block -> Cidr.parse(block).stream()).toList();
  }
}
