package dev.canreach.diff;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.canreach.lower.Assumptions;
import dev.canreach.lower.Lowerings;
import dev.canreach.model.Network;
import dev.canreach.resource.ReadOptions;
import dev.canreach.resource.readers.Readers;
import dev.canreach.source.Diagnostics;
import dev.canreach.source.SourceReader;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Connections that proxies of clients no longer let go straight to whom they are meant for. */
class TakeoverDiffTest {
  private static final String MESH = """
      apiVersion: v1
      kind: Namespace
      metadata: {name: shop, labels: {istio-injection: enabled}}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: web, namespace: shop, labels: {app: web}}
      spec: {containers: [{name: c, image: i}]}
      ---
      apiVersion: networking.istio.io/v1
      kind: ServiceEntry
      metadata: {name: api, namespace: shop}
      spec:
        hosts: [api.example]
        location: MESH_EXTERNAL
        resolution: DNS
        ports: [{name: http, number: 80, protocol: HTTP}]
      ---
      apiVersion: networking.istio.io/v1
      kind: VirtualService
      metadata: {name: api, namespace: shop}
      spec:
        hosts: [api.example]
        http:
        - match: [{uri: {prefix: /a}}]
          route: [{destination: {host: api.example}}]
      """;
  private static final String ONLY = """
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: istio, namespace: istio-system}
      data: {mesh: 'outboundTrafficPolicy: {mode: REGISTRY_ONLY}'}
      """;

  /** ISTIO/I-12: what proxies do not know they no longer let out, and no policy says so. */
  @Test
  void connectionsToTheOutsideThatProxiesNoLongerLetOutAreNotPassedOver() {
    Difference difference = NetworkDiff.between(network(MESH), network(MESH + ONLY));

    assertThat(difference.ways().requests().undecided()).contains("outside");
    assertThat(NetworkDiff.between(network(MESH), network("# moved\n" + MESH)).isUndecided()).isFalse();
  }

  private static Network network(String text) {
    Diagnostics diagnostics = new Diagnostics();
    return Lowerings.lower(
        Readers.read(new SourceReader().read("mesh.yaml", text.getBytes(UTF_8), diagnostics), diagnostics,
            ReadOptions.DEFAULT),
        Assumptions.NONE, List.of());
  }
}
