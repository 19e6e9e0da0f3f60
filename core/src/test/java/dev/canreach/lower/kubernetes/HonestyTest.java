package dev.canreach.lower.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canreach.lower.Assumptions;
import dev.canreach.lower.Lowerings;
import dev.canreach.query.Answer;
import dev.canreach.query.AskOptions;
import dev.canreach.query.Asker;
import dev.canreach.query.Openings;
import dev.canreach.query.QuestionReader;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.ReadOptions;
import dev.canreach.resource.readers.Readers;
import dev.canreach.source.Diagnostics;
import dev.canreach.source.SourceReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What nobody understands, could not be read, or would be refused makes answers unknown, and only those that depend on it. */
class HonestyTest {
  private static final String PODS = """
      {apiVersion: v1, kind: Pod, metadata: {name: a, namespace: x, labels: {app: a}}, spec: {containers: [{name: c, image: i}]}}
      ---
      {apiVersion: v1, kind: Pod, metadata: {name: b, namespace: x, labels: {app: b}}, spec: {containers: [{name: c, image: i}]}}
      ---
      {apiVersion: v1, kind: Pod, metadata: {name: c, namespace: y}, spec: {containers: [{name: c, image: i}]}}
      ---
      {apiVersion: v1, kind: Pod, metadata: {name: d, namespace: y}, spec: {containers: [{name: c, image: i}]}}
      ---
      """;

  private static String verdict(String more, String from, String to) throws Exception {
    Diagnostics diagnostics = new Diagnostics();
    byte[] text = (PODS + more).getBytes(StandardCharsets.UTF_8);
    Inventory inventory = Readers.read(new SourceReader().read("x.yaml", text, diagnostics), diagnostics,
        ReadOptions.DEFAULT);
    try (TrialProver prover = new TrialProver()) {
      Asker asker = new Asker(Lowerings.lower(inventory, Assumptions.NONE, List.of()), prover,
          AskOptions.DEFAULT, Openings.NONE);
      Answer answer = asker.ask(QuestionReader.read(Map.of("from", from, "to", to, "port", 80), "{}"));
      return answer instanceof Answer.Judged judged ? judged.verdict().word() : answer.toString();
    }
  }

  @Test
  void withoutAnythingOddPodsReachEachOther() throws Exception {
    assertThat(verdict("", "pod/x/a", "pod/x/b")).isEqualTo("reachable");
  }

  @Test
  void anUnknownKindMattersEverywhereSinceItsReachIsUnknown() throws Exception {
    String unknown = "{apiVersion: example.com/v1, kind: Firewall, metadata: {name: f, namespace: x}}";
    assertThat(verdict(unknown, "pod/x/a", "pod/x/b")).isEqualTo("unknown");
    assertThat(verdict(unknown, "pod/y/c", "pod/y/d")).isEqualTo("unknown");
  }

  @Test
  void aPolicyKindThatSelectsInItsNamespaceMattersThereOnly() throws Exception {
    String policy = "{apiVersion: crd.antrea.io/v1beta1, kind: NetworkPolicy, metadata: {name: f, namespace: x}}";
    assertThat(verdict(policy, "pod/x/a", "pod/x/b")).isEqualTo("unknown");
    assertThat(verdict(policy, "pod/y/c", "pod/x/b")).isEqualTo("unknown");
    assertThat(verdict(policy, "pod/y/c", "pod/y/d")).isEqualTo("reachable");
  }

  @Test
  void anObjectWithoutApiVersionMatters() throws Exception {
    String policy = "{kind: NetworkPolicy, metadata: {name: f, namespace: x}, spec: {podSelector: {}}}";
    assertThat(verdict(policy, "pod/x/a", "pod/x/b")).isEqualTo("unknown");
  }

  @Test
  void objectsInABareListAreRead() throws Exception {
    String list = """
        - apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata: {name: deny, namespace: x}
          spec: {podSelector: {}}
        """;
    assertThat(verdict(list, "pod/x/a", "pod/x/b")).isEqualTo("blocked");
  }

  @Test
  void aNetworkOfItsOwnDoesNotMatterHereButMayHoldWhatIsAskedFor() throws Exception {
    String compose = "services: {web: {image: nginx}}";
    assertThat(verdict(compose, "pod/x/a", "pod/x/b")).isEqualTo("reachable");
  }

  @Test
  void aPluginConfigurationMatters() throws Exception {
    String policy = "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: p, namespace: x}, "
        + "spec: {podSelector: {}, policyTypes: [Ingress]}}\n---\n";
    String plugin = "{cniVersion: 1.0.0, name: n, plugins: [{type: %s}]}";
    assertThat(verdict(policy + plugin.formatted("nobody-knows"), "pod/x/a", "pod/x/b")).isEqualTo("unknown");
    assertThat(verdict(policy + plugin.formatted("flannel"), "pod/x/a", "pod/x/b")).isEqualTo("reachable");
    assertThat(verdict(policy + plugin.formatted("antrea"), "pod/x/a", "pod/x/b")).isEqualTo("blocked");
  }

  @Test
  void nothingIsClaimedAboutTwoEndsOutside() throws Exception {
    assertThat(verdict("", "192.0.2.1", "198.51.100.1")).isEqualTo("unknown");
  }

  @Test
  void anIrrelevantKindDoesNotMatter() throws Exception {
    String config = "{apiVersion: v1, kind: ConfigMap, metadata: {name: f, namespace: x}}";
    assertThat(verdict(config, "pod/x/a", "pod/x/b")).isEqualTo("reachable");
  }

  @Test
  void whatCouldNotBeReadMattersEverywhere() throws Exception {
    assertThat(verdict("a: [", "pod/y/c", "pod/y/d")).isEqualTo("unknown");
  }

  @Test
  void aPolicyThatTheServerRefusesMatters() throws Exception {
    String refused = """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: p, namespace: x}
        spec: {podSelector: {matchLabels: {app: b}}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/33}}]}]}
        """;
    assertThat(verdict(refused, "pod/x/a", "pod/x/b")).isEqualTo("unknown");
    assertThat(verdict(refused, "pod/x/b", "pod/x/a")).isEqualTo("reachable");
  }

  @Test
  void aRefusedNameLeavesNoDoubtK8sKx10() throws Exception {
    String policy = """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: Not-A-Name, namespace: x}
        spec: {podSelector: {matchLabels: {app: b}}, ingress: [{from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: y}}}]}]}
        """;
    assertThat(verdict(policy, "pod/x/a", "pod/x/b")).isEqualTo("blocked");
    assertThat(verdict(policy, "pod/y/c", "pod/x/b")).isEqualTo("reachable");
  }
}
