package dev.canreach.resource.linkerd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canreach.resource.CheckedObjects;
import dev.canreach.resource.NotUnderstood;
import dev.canreach.resource.ReadManifest;
import dev.canreach.resource.Relevance;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** LINKERD/L-4, L-5: each object of `testdata/objects/linkerd` is valid, or wrong in the field that it names. */
class LinkerdObjectsTest {
  @TestFactory
  List<DynamicTest> objectsAreCheckedAsTheWebhookDoes() throws IOException {
    return CheckedObjects.of("linkerd");
  }

  @Test
  void theSettingsOfTheControlPlaneAreADocumentInAConfigurationMap() {
    ControlPlane settings = ReadManifest.of("""
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: linkerd-config, namespace: mesh}
        data:
          values: |
            clusterNetworks: 10.0.0.0/8,fd00::/8
            identityTrustDomain: corp.example
            proxy: {defaultInboundPolicy: deny, opaquePorts: "25"}
            proxyInit: {ignoreInboundPorts: "4567", ignoreOutboundPorts: ""}
            policyController: {probeNetworks: [10.9.0.0/16]}
        """).only(ControlPlane.class);
    assertThat(settings.inbound()).contains(AccessPolicy.DENY);
    assertThat(settings.trustDomain()).contains("corp.example");
    assertThat(settings.clusterNetworks().orElseThrow()).hasSize(2);
    assertThat(settings.probeNetworks().orElseThrow()).hasSize(1);
    assertThat(settings.skipOutbound()).contains("");
    assertThat(settings.opaque()).contains("25");
  }

  @Test
  void settingsThatCannotBeReadCouldSayAnything() {
    ReadManifest read = ReadManifest.of("""
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: linkerd-config, namespace: linkerd}
        data: {values: "- a list"}
        """);
    assertThat(read.inventory().notUnderstood()).extracting(NotUnderstood::relevance)
        .containsExactly(Relevance.RELEVANT);
  }

  @Test
  void otherKindsOfTheGroupAreOpenInTheirNamespace() {
    ReadManifest read = ReadManifest.of("""
        apiVersion: workload.linkerd.io/v1beta1
        kind: ExternalWorkload
        metadata: {name: vm, namespace: shop}
        """);
    assertThat(read.inventory().notUnderstood()).extracting(NotUnderstood::relevance)
        .containsExactly(Relevance.NAMESPACED);
  }

  @Test
  void aServerIsClosedAndReadsTheFirstBytesUnlessItSaysOtherwise() {
    Server server = ReadManifest.of("""
        apiVersion: policy.linkerd.io/v1beta3
        kind: Server
        metadata: {name: a, namespace: shop}
        spec: {podSelector: {}, port: 80}
        """).only(Server.class);
    assertThat(server.access()).isEqualTo(AccessPolicy.DENY);
    assertThat(server.protocol()).isEqualTo(ProxyProtocol.UNKNOWN);
    assertThat(server.object().created()).isEqualTo(Optional.empty());
  }
}
