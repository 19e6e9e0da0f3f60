package dev.canreach.agreement;

/** How a cluster is set up: its network plugin, its proxy for Services, and its name server. */
final class PlatformObjects {
  private PlatformObjects() {}

  static String object(Draw draw) {
    return draw.from(() -> cni(draw), () -> cni(draw), () -> kubeProxy(draw), () -> names(draw));
  }

  private static String cni(Draw draw) {
    return "{cniVersion: 1.0.0, name: NAME, plugins: [" + draw.pick(
        "{type: calico, ipam: {type: calico-ipam}, policy: {type: k8s}}, {type: portmap, capabilities: "
            + "{portMappings: true}}",
        "{type: flannel, delegate: {isDefaultGateway: true}}", "{type: cilium-cni}", "{type: weave-net}",
        "{type: bridge, bridge: cni0, ipMasq: true, ipam: {type: host-local, ranges: [[{subnet: 10.0.0.0/16}]]}}")
        + "]}";
  }

  private static String kubeProxy(Draw draw) {
    return "{apiVersion: kubeproxy.config.k8s.io/v1alpha1, kind: KubeProxyConfiguration, mode: "
        + draw.pick("iptables", "ipvs", "nftables") + ", clusterCIDR: 10.0.0.0/16"
        + draw.maybe(2, ", nodePortAddresses: [10.0.8.0/24]") + "}";
  }

  private static String names(Draw draw) {
    return """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: coredns, namespace: kube-system}
        data:
          Corefile: |
            .:53 {
              kubernetes cluster.local {
                pods %s
              }
              forward . 203.0.113.53
            }
        """.formatted(draw.pick("disabled", "insecure", "verified"));
  }
}
