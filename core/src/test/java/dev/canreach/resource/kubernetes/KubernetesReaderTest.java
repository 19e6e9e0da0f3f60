package dev.canreach.resource.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canreach.packet.Cidr;
import dev.canreach.resource.ReadManifest;
import dev.canreach.resource.ReadOptions;
import dev.canreach.resource.Relevance;
import dev.canreach.source.Severity;
import dev.canreach.source.Span;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KubernetesReaderTest {
  private static final String POLICY = """
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: p}
      spec:
        podSelector: {}
        ingres: [{}]
      """;

  @Test
  void w04AnObjectWithoutNamespaceLandsInTheDefaultOne() {
    NetworkPolicy written = ReadManifest.of(POLICY.replace("name: p", "name: p, namespace: x"))
        .only(NetworkPolicy.class);
    NetworkPolicy unwritten = ReadManifest.of(POLICY, new ReadOptions("prod", false)).only(NetworkPolicy.class);

    assertThat(written.id()).isEqualTo("NetworkPolicy x/p");
    assertThat(written.meta().namespaceWritten()).isTrue();
    assertThat(unwritten.namespace()).isEqualTo("prod");
    assertThat(unwritten.meta().namespaceWritten()).isFalse();
  }

  @Test
  void w16UnknownFieldsAreDroppedWithASuggestion() {
    ReadManifest read = ReadManifest.of(POLICY);

    assertThat(read.errors()).isEqualTo("-");
    assertThat(read.diagnostics()).singleElement().satisfies(diagnostic -> {
      assertThat(diagnostic.field()).isEqualTo("spec.ingres");
      assertThat(diagnostic.object()).isEqualTo("NetworkPolicy default/p");
      assertThat(diagnostic.type()).isEqualTo("UnknownField");
      assertThat(diagnostic.span()).isEqualTo(new Span("test.yaml", 6, 3));
      assertThat(diagnostic.message()).endsWith("did you mean `ingress`?");
    });
  }

  @Test
  void w16StrictReadingRefusesThem() {
    ReadManifest read = ReadManifest.of(POLICY, new ReadOptions("default", true));

    assertThat(read.errors()).isEqualTo("spec.ingres");
    assertThat(read.inventory().rejections(read.only(NetworkPolicy.class))).hasSize(1);
  }

  @Test
  void kx10OfRepeatedKeysTheLastCounts() {
    ReadManifest read = ReadManifest.of("""
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: p}
        spec:
          policyTypes: [Ingress]
          policyTypes: [Egress]
        """);

    assertThat(read.warnings()).isEqualTo("spec.policyTypes");
    assertThat(read.only(NetworkPolicy.class).isolatesIngress()).isFalse();
  }

  /** K8S/KX-10: how scalars decode as texts. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      y              | metadata.labels[a]
      1              | metadata.labels[a]
      017            | metadata.labels[a]
      1e3            | metadata.labels[a]
      {b: c}         | metadata.labels[a]
      "y"            | -
      ~              | -
      v1             | -
      2001-01-01     | -
      """)
  void kx10Texts(String value, String fields) {
    assertThat(
        ReadManifest.of("{apiVersion: v1, kind: Namespace, metadata: {name: ns, labels: {a: %s}}}".formatted(value))
            .errors())
        .isEqualTo(fields);
  }

  @Test
  void kx10KeysBecomeTexts() {
    Namespace namespace = ReadManifest
        .of("{apiVersion: v1, kind: Namespace, metadata: {name: ns, labels: {y: a, 017: b}}}")
        .only(Namespace.class);

    assertThat(namespace.meta().labels()).containsOnlyKeys("true", "15");
  }

  @Test
  void anObjectThatCannotBeDecodedIsNotValidated() {
    ReadManifest read = ReadManifest.of("""
        apiVersion: v1
        kind: Service
        metadata: {name: A}
        spec: {ports: [{port: "80"}]}
        """);

    assertThat(read.errors()).isEqualTo("spec.ports[0].port");
    assertThat(read.inventory().rejections()).containsOnlyKeys("Service default/A");
  }

  @ParameterizedTest
  @ValueSource(strings = {"networking.k8s.io/v1beta1", "extensions/v1beta1"})
  void aVersionThatIsNotServedIsRefusedButRead(String apiVersion) {
    ReadManifest read = ReadManifest.of(POLICY.replace("networking.k8s.io/v1", apiVersion));

    assertThat(read.errors()).isEqualTo("(object)");
    assertThat(read.diagnostics().get(0).type()).isEqualTo("NotServed");
    assertThat(read.inventory().rejections(read.only(NetworkPolicy.class))).hasSize(1);
  }

  @Test
  void aKindThatDoesNotExistIsRefusedWithASuggestion() {
    ReadManifest read = ReadManifest.of(POLICY.replace("kind: NetworkPolicy", "kind: networkpolicy"));

    assertThat(read.diagnostics().get(0).message()).endsWith("did you mean `NetworkPolicy`?");
    assertThat(read.inventory().notUnderstood()).singleElement()
        .satisfies(each -> assertThat(each.relevance()).isEqualTo(Relevance.RELEVANT));
  }

  @Test
  void apiVersionAndKindTogetherDecideWhatANetworkPolicyIs() {
    ReadManifest read = ReadManifest.of(POLICY.replace("networking.k8s.io/v1", "crd.projectcalico.org/v1"));

    assertThat(read.inventory().all(NetworkPolicy.class)).isEmpty();
    assertThat(read.inventory().resources()).singleElement()
        .satisfies(each -> assertThat(each.id()).isEqualTo("NetworkPolicy.projectcalico.org default/p"));
  }

  /** The metadata of any object: what the server refuses, and at which field. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      {}                                                     | metadata.name
      {generateName: a-}                                     | -
      {generateName: A}                                      | metadata.generateName
      {name: a, namespace: a.b}                              | metadata.namespace
      {name: a, labels: {/b: c}}                             | metadata.labels
      {name: a, labels: {b: c d}}                            | metadata.labels
      {name: a, annotations: {A/B: c d}}                     | -
      {name: a, annotations: {a b: c}}                       | metadata.annotations
      {name: a, finalizers: [x]}                             | metadata.finalizers[0]
      {name: a, finalizers: [x/y, kubernetes]}               | -
      {name: a, ownerReferences: [{kind: K, name: r, uid: u}]} | metadata.ownerReferences.apiVersion
      """)
  void metadataThatTheServerRefuses(String metadata, String fields) {
    assertThat(
        ReadManifest.of("{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: %s}".formatted(metadata))
            .errors())
        .isEqualTo(fields);
  }

  @Test
  void w05TheNameOfANamespaceIsALabelToo() {
    assertThat(ReadManifest.of("{apiVersion: v1, kind: Namespace, metadata: {name: a-}}").errors().split(", "))
        .containsExactlyInAnyOrder("metadata.name", "metadata.labels");
    assertThat(ReadManifest.of("{apiVersion: v1, kind: Namespace, metadata: {name: a, namespace: b}}").errors())
        .isEqualTo("metadata.namespace");
  }

  @Test
  void w12NodesHaveAddressesAndPodBlocks() {
    Node node = ReadManifest.of("""
        apiVersion: v1
        kind: Node
        metadata: {name: n1}
        spec: {podCIDR: 10.244.0.0/24, podCIDRs: [10.244.0.0/24, "fd00:1::/64"]}
        status: {addresses: [{type: InternalIP, address: 192.0.2.1}, {type: Hostname, address: n1}]}
        """).only(Node.class);

    assertThat(node.id()).isEqualTo("Node n1");
    assertThat(node.addresses()).extracting(each -> each.type() + " " + each.address())
        .containsExactly("InternalIP 192.0.2.1");
    assertThat(node.podCidrs()).extracting(Cidr::toString).containsExactly("10.244.0.0/24", "fd00:1::/64");
  }

  @Test
  void warningsAreLeftOutWhenTheServerRefusesTheObject() {
    ReadManifest read = ReadManifest.of("{apiVersion: v1, kind: Pod, metadata: {name: A}, spec: {}}");

    assertThat(read.diagnostics()).allSatisfy(each -> assertThat(each.severity()).isEqualTo(Severity.ERROR));
  }
}
