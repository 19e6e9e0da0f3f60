package dev.canreach.resource.readers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canreach.resource.ReadManifest;
import dev.canreach.resource.ReadOptions;
import dev.canreach.resource.Relevance;
import dev.canreach.resource.Resource;
import dev.canreach.source.Diagnostics;
import dev.canreach.source.Document;
import dev.canreach.source.SourceReader;
import dev.canreach.source.SourceSet;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadersTest {
  @Test
  void w14ListsAreFlattened() {
    ReadManifest read = ReadManifest.of("""
        apiVersion: v1
        kind: List
        items:
        - {apiVersion: v1, kind: Namespace, metadata: {name: a}}
        - apiVersion: v1
          kind: NamespaceList
          metadata: {resourceVersion: "1"}
          items:
          - metadata: {name: b}
          - metadata: {name: c}
        - apiVersion: networking.k8s.io/v1
          kind: NetworkPolicyList
          items: [{metadata: {name: d}}]
        - apiVersion: v1
          kind: PodList
          items: []
        """);

    assertThat(read.diagnostics()).isEmpty();
    assertThat(read.inventory().resources()).extracting(Resource::id)
        .containsExactly("Namespace a", "Namespace b", "Namespace c", "NetworkPolicy default/d");
  }

  @Test
  void whatKustomizeWouldChangeIsWarnedAbout() {
    ReadManifest read = ReadManifest.of("""
        {apiVersion: v1, kind: Namespace, metadata: {name: a}}
        ---
        {apiVersion: kustomize.config.k8s.io/v1beta1, kind: Kustomization, namePrefix: x-, resources: [a.yaml]}
        """);

    assertThat(read.diagnostics()).singleElement()
        .satisfies(each -> assertThat(each.toString()).contains("read what `kubectl kustomize` prints"));
    assertThat(read.inventory().coverage().line()).contains("1 modelled");
  }

  @ParameterizedTest
  @CsvSource({"networking.k8s.io/v1, NetworkPolicy", "apps/v1, Deployment", "projectcalico.org/v3, NetworkPolicy",
    "crd.projectcalico.org/v1, NetworkSet", "cilium.io/v2, CiliumNetworkPolicy",
    "gateway.networking.k8s.io/v1, HTTPRoute",
    "security.istio.io/v1, AuthorizationPolicy", "networking.istio.io/v1, Gateway",
    "policy.linkerd.io/v1beta3, Server", "policy.linkerd.io/v1beta3, HTTPRoute"})
  void anObjectWhoseNamespaceIsNoTextMayBeAnywhere(String apiVersion, String kind) {
    for (String namespace : List.of("[b]", "{name: b}", "Not_A_Name")) {
      ReadManifest read = ReadManifest.of("{apiVersion: %s, kind: %s, metadata: {name: a, namespace: %s}, spec: {}}"
          .formatted(apiVersion, kind, namespace));

      assertThat(read.inventory().unread()).as(namespace).hasSize(1);
    }
  }

  @Test
  void everyRunEndsWithAnHonestLine() {
    ReadManifest read = ReadManifest.of("""
        {apiVersion: v1, kind: Namespace, metadata: {name: a}}
        ---
        {apiVersion: v1, kind: ConfigMap, metadata: {name: a}}
        ---
        {apiVersion: example.com/v1, kind: Firewall, metadata: {name: a}}
        ---
        {apiVersion: traefik.io/v1alpha1, kind: IngressRoute, metadata: {name: a}}
        """);

    assertThat(read.inventory().coverage().line())
        .isEqualTo(
            "Read 4 objects in 1 file: 1 modelled, 1 ignored (ConfigMap 1), 2 not understood (Firewall 1, IngressRoute 1)");
  }

  @ParameterizedTest
  @CsvSource({"v1, ConfigMap, IRRELEVANT", "v1, Secret, IRRELEVANT", "rbac.authorization.k8s.io/v1, Role, IRRELEVANT",
    "policy/v1, PodDisruptionBudget, IRRELEVANT", "cert-manager.io/v1, Certificate, IRRELEVANT",
    "monitoring.coreos.com/v1, ServiceMonitor, IRRELEVANT", "traefik.io/v1alpha1, IngressRoute, ENTRY",
    "gateway.networking.x-k8s.io/v1alpha1, XMesh, ENTRY", "crd.antrea.io/v1beta1, ClusterNetworkPolicy, RELEVANT",
    "crd.antrea.io/v1beta1, NetworkPolicy, NAMESPACED", "networking.istio.io/v1alpha3, EnvoyFilter, NAMESPACED",
    "example.com/v1, Anything, RELEVANT"})
  void aKindThatNobodyModelsIsHarmlessOnlyWhenItIsKnownToBe(String apiVersion, String kind, Relevance relevance) {
    ReadManifest read = ReadManifest
        .of("{apiVersion: %s, kind: %s, metadata: {name: a, namespace: b}}".formatted(apiVersion, kind));

    assertThat(read.errors()).isEqualTo("-");
    assertThat(read.inventory().notUnderstood()).singleElement().satisfies(object -> {
      assertThat(object.relevance()).isEqualTo(relevance);
      assertThat(object.id()).isEqualTo(kind + "." + apiVersion.replaceFirst("/.*", "") + " b/a");
    });
  }

  @Test
  void documentsThatAreNoObjectsAreSkippedOrReported() {
    assertThat(ReadManifest.of("{replicas: 3}").errors()).isEqualTo("-");
    assertThat(ReadManifest.of("[1, 2]").errors()).isEqualTo("-");
    assertThat(ReadManifest.of("{kind: Pod}").errors()).isEqualTo("apiVersion");
    assertThat(ReadManifest.of("{apiVersion: v1}").errors()).isEqualTo("kind");
    assertThat(ReadManifest.of("{apiVersion: v1, kind: [Pod]}").errors()).isEqualTo("kind");
    assertThat(ReadManifest.of("{apiVersion: v1, kind: List, items: [5]}").errors()).isEqualTo("(object)");
  }

  @Test
  void theOrderOfTheInputDoesNotMatter() {
    var texts = new ArrayList<String>();
    for (String name : List.of("b", "a", "c")) {
      texts.add("{apiVersion: v1, kind: Service, metadata: {name: %s, namespace: n}, spec: {}}".formatted(name));
      texts.add("{apiVersion: v1, kind: Namespace, metadata: {name: %s}}".formatted(name));
    }

    assertThat(inventory(texts)).isEqualTo(inventory(texts.reversed()));
  }

  private static List<String> inventory(List<String> texts) {
    var diagnostics = new Diagnostics();
    var documents = new ArrayList<Document>();
    for (String text : texts) {
      documents
          .addAll(new SourceReader().read("test.yaml", text.getBytes(StandardCharsets.UTF_8), diagnostics).documents());
    }
    var sources = new SourceSet(documents, List.of(), List.of());
    var lines = new ArrayList<String>();
    var inventory = Readers.read(sources, diagnostics, ReadOptions.DEFAULT);
    inventory.resources().forEach(each -> lines.add(each.id()));
    lines.add(inventory.rejections().toString());
    diagnostics.sorted().forEach(each -> lines.add(each.toString()));
    return lines;
  }
}
