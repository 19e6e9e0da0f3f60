package dev.canreach.resource.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canreach.packet.Cidr;
import dev.canreach.packet.IpFamily;
import dev.canreach.resource.ReadManifest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The configuration of kube-proxy (K8S/S-16, K8S/S-19). */
class KubeProxyReaderTest {
  private static final String HEADER = "apiVersion: kubeproxy.config.k8s.io/v1alpha1\nkind: KubeProxyConfiguration\n";

  private static Cidr cidr(String text) {
    return Cidr.parse(text).orElseThrow();
  }

  @Test
  void modeRangesAndAddressesAreRead() {
    ReadManifest manifest = ReadManifest.of(HEADER + """
        mode: ipvs
        clusterCIDR: 10.244.0.0/16,fd00::/56
        nodePortAddresses: [10.0.0.0/8]
        ipvs: {scheduler: rr, syncPeriod: 30s}
        conntrack: {maxPerCore: null}
        """);
    assertThat(manifest.diagnostics()).isEmpty();
    KubeProxyConfiguration read = manifest.only(KubeProxyConfiguration.class);
    assertThat(read.mode()).contains(ProxyMode.IPVS);
    assertThat(read.clusterCidrs()).containsExactly(cidr("10.244.0.0/16"), cidr("fd00::/56"));
    assertThat(read.nodePorts()).contains(new NodePortAddresses.Inside(List.of(cidr("10.0.0.0/8"))));
    assertThat(new NodePortAddresses.Inside(List.of(cidr("10.0.0.0/8"))).of(IpFamily.IPV6))
        .containsExactly(Cidr.all(IpFamily.IPV6));
    assertThat(manifest.inventory().coverage().modelled()).isEqualTo(1);
  }

  @Test
  void anEmptyConfigurationIsTheDefault() {
    KubeProxyConfiguration read = ReadManifest.of(HEADER).only(KubeProxyConfiguration.class);
    assertThat(read.mode()).contains(ProxyMode.IPTABLES);
    assertThat(read.clusterCidrs()).isEmpty();
    assertThat(read.nodePorts()).contains(new NodePortAddresses.ByMode());
  }

  @Test
  void aConfigMapHoldsItAsText() {
    ReadManifest manifest = ReadManifest.of("""
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: kube-proxy, namespace: kube-system}
        data:
          config.conf: |
            apiVersion: kubeproxy.config.k8s.io/v1alpha1
            kind: KubeProxyConfiguration
            mode: nftables
            nodePortAddresses: [primary]
        """);
    assertThat(manifest.diagnostics()).isEmpty();
    KubeProxyConfiguration read = manifest.only(KubeProxyConfiguration.class);
    assertThat(read.id()).isEqualTo("KubeProxyConfiguration kube-system/kube-proxy");
    assertThat(read.mode()).contains(ProxyMode.NFTABLES);
    assertThat(read.nodePorts()).contains(new NodePortAddresses.Primary());
    assertThat(manifest.inventory().coverage().line()).isEqualTo("Read 1 object in 1 file: 1 modelled");
  }

  @Test
  void textThatIsNoYamlMayConfigureAnything() {
    ReadManifest manifest = ReadManifest.of("""
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: kube-proxy, namespace: kube-system}
        data: {config.conf: "kubeproxy.config.k8s.io KubeProxyConfiguration: ["}
        """);
    assertThat(manifest.errors()).isEqualTo("data[config.conf]");
    KubeProxyConfiguration read = manifest.only(KubeProxyConfiguration.class);
    assertThat(read.mode()).isEmpty();
    assertThat(read.nodePorts()).isEmpty();
  }

  @Test
  void whatKubeProxyRefusesIsAnError() {
    assertThat(ReadManifest.of(HEADER + "mode: iptable").errors()).isEqualTo("mode");
    assertThat(ReadManifest.of(HEADER + "clusterCIDR: 10.0.0.0").errors()).isEqualTo("clusterCIDR");
    assertThat(ReadManifest.of(HEADER + "clusterCIDR: 10.0.0.0/8,11.0.0.0/8").errors()).isEqualTo("clusterCIDR");
    assertThat(ReadManifest.of(HEADER + "nodePortAddresses: [primary, 10.0.0.0/8]").errors())
        .isEqualTo("nodePortAddresses[0]");
    assertThat(ReadManifest.of(HEADER + "nodePortAddresses: [all]").errors()).isEqualTo("nodePortAddresses[0]");
    assertThat(ReadManifest.of(HEADER + "bindAddress: here").errors()).isEqualTo("bindAddress");
    assertThat(ReadManifest.of(HEADER + "detectLocalMode: Guess").errors()).isEqualTo("detectLocalMode");
    assertThat(ReadManifest.of(HEADER + "moed: ipvs").warnings()).isEqualTo("moed");
    assertThat(ReadManifest.of(HEADER.replace("v1alpha1", "v1")).errors()).isEqualTo("apiVersion");
  }
}
