package dev.canreach.solver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.canreach.query.Selection;
import dev.canreach.report.MapJson;
import dev.canreach.source.Diagnostics;
import dev.canreach.source.SourceReader;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An input with a change is the input that would be read with the change in it. */
class OverlayTest {
  private static final String PODS = """
      {apiVersion: v1, kind: Namespace, metadata: {name: shop}}
      ---
      {apiVersion: v1, kind: Pod, metadata: {name: a, namespace: shop, labels: {app: a}}, spec: {containers: [{name: c, image: i}]}}
      ---
      {apiVersion: v1, kind: Pod, metadata: {name: b, namespace: shop, labels: {app: b}}, spec: {containers: [{name: c, image: i}]}}
      """;
  private static final String DENY = """
      {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: p, namespace: shop},
       spec: {podSelector: {}, policyTypes: [Ingress]}}
      """;
  private static final String ALLOW = """
      {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: p, namespace: shop},
       spec: {podSelector: {}, policyTypes: [Ingress], ingress: [{from: [{podSelector: {matchLabels: {app: a}}}]}]}}
      """;
  private static final String OTHER = """
      {apiVersion: example.com/v1, kind: NetworkPolicy, metadata: {name: p, namespace: shop}, spec: {}}
      """;
  private static final String REFUSED = """
      {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: p, namespace: shop},
       spec: {podSelector: {}, policyTypes: [Sideways]}}
      """;

  private static Snapshot load(String... texts) {
    return read("input.yaml", texts);
  }

  private static Snapshot change(String text) {
    return read("change.yaml", text);
  }

  private static Snapshot read(String name, String... texts) {
    Diagnostics diagnostics = new Diagnostics();
    return Canreach.load(new SourceReader().read(name, String.join("---\n", texts).getBytes(UTF_8), diagnostics),
        diagnostics, LoadOptions.DEFAULT);
  }

  private static String map(Snapshot snapshot) {
    StringWriter out = new StringWriter();
    new MapJson(snapshot.network(), Selection.ALL, Selection.ALL).write(List.of(), snapshot.coverage().line(), out);
    return out.toString();
  }

  private static void assertSame(Snapshot overlaid, Snapshot whole) {
    assertThat(map(overlaid)).isEqualTo(map(whole));
    assertThat(overlaid.isComplete()).isEqualTo(whole.isComplete());
    assertThat(overlaid.inventory().rejections().keySet()).isEqualTo(whole.inventory().rejections().keySet());
    assertThat(overlaid.diagnostics()).hasSameSizeAs(whole.diagnostics());
  }

  @Test
  void anObjectIsAdded() {
    assertSame(load(PODS).replacing(change(DENY)), load(PODS, DENY));
  }

  @Test
  void anObjectIsReplaced() {
    assertSame(load(PODS, DENY).replacing(change(ALLOW)), load(PODS, ALLOW));
  }

  @Test
  void anObjectIsRemoved() {
    assertSame(load(PODS, DENY).without(change(ALLOW)), load(PODS));
  }

  @Test
  void theSameNameInAnotherGroupIsAnotherObject() {
    assertSame(load(PODS, DENY).replacing(change(OTHER)), load(PODS, DENY, OTHER));
  }

  @Test
  void refusalsStayWithTheirGroup() {
    String mesh = """
        {apiVersion: security.istio.io/v1, kind: AuthorizationPolicy, metadata: {name: p, namespace: shop},
         spec: {action: ALLOW}}
        """;
    String refused = """
        {apiVersion: policy.linkerd.io/v1alpha1, kind: AuthorizationPolicy, metadata: {name: p, namespace: shop},
         spec: {targetRef: {kind: Namespace, name: other}, requiredAuthenticationRefs: []}}
        """;
    assertThat(load(PODS, mesh, refused).inventory().rejections().keySet())
        .containsExactly("AuthorizationPolicy.policy.linkerd.io shop/p");
    assertSame(load(PODS, refused).replacing(change(mesh)), load(PODS, mesh, refused));
    assertSame(load(PODS, mesh, refused).without(change(mesh)), load(PODS, refused));
  }

  @Test
  void oneGroupsWrongVersionOfAKindIsNoOtherGroupsObject() {
    String wrong = """
        {apiVersion: v1, kind: NetworkPolicy, metadata: {name: p, namespace: shop}, spec: {podSelector: {}}}
        """;
    assertThat(load(PODS, DENY, wrong).inventory().rejections().keySet()).containsExactly("NetworkPolicy.v1 shop/p");
    assertSame(load(PODS, wrong).replacing(change(DENY)), load(PODS, DENY, wrong));
    assertSame(load(PODS, DENY, wrong).without(change(wrong)), load(PODS, DENY));
  }

  @Test
  void anObjectIsTheSameInBothGroupsThatStoreIt() {
    String stored = """
        {apiVersion: crd.projectcalico.org/v1, kind: GlobalNetworkSet, metadata: {name: s}, spec: {nets: [10.0.0.0/8]}}
        """;
    String served = """
        {apiVersion: projectcalico.org/v3, kind: GlobalNetworkSet, metadata: {name: s}, spec: {nets: [10.1.0.0/16]}}
        """;
    assertThat(load(PODS, stored).replacing(change(served)).inventory().resources())
        .hasSameSizeAs(load(PODS, served).inventory().resources());
  }

  @Test
  void refusalsGoAndComeWithTheirObject() {
    assertSame(load(PODS, REFUSED).replacing(change(DENY)), load(PODS, DENY));
    assertSame(load(PODS, DENY).replacing(change(REFUSED)), load(PODS, REFUSED));
  }
}
