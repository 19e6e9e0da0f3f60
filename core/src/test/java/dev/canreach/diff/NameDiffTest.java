package dev.canreach.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canreach.lower.Assumptions;
import dev.canreach.lower.Lowerings;
import dev.canreach.model.Network;
import dev.canreach.packet.Assumption;
import dev.canreach.resource.ReadManifest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Names of Services that appear, vanish or lead elsewhere. */
class NameDiffTest {
  private static final String POD = """
      {apiVersion: v1, kind: Pod, metadata: {name: %1$s, namespace: x, labels: {app: %1$s}},
       spec: {containers: [{name: c, image: i}]}}
      ---
      """;
  private static final String PODS = POD.formatted("a") + POD.formatted("b");

  private static String service(String name, String spec) {
    return "{apiVersion: v1, kind: Service, metadata: {name: " + name + ", namespace: x}, spec: {" + spec + "}}\n---\n";
  }

  private static String plain(String name, String more) {
    return service(name, "selector: {app: a}, ports: [{port: 80}]" + more);
  }

  private static List<NameChange> changes(String before, String after) {
    return NameDiff.between(network(before), network(after));
  }

  private static Network network(String yaml) {
    return Lowerings.lower(ReadManifest.of(PODS + yaml).inventory(), Assumptions.parse(List.of()).assumptions(),
        List.of());
  }

  private static List<String> lines(String before, String after) {
    return changes(before, after).stream()
        .map(change -> change.name() + ": " + change.before() + " " + change.after()
            + change.open().stream().map(Assumption::statement).toList())
        .toList();
  }

  @Test
  void aRenamedServiceVanishesAndAppears() {
    assertThat(lines(plain("old", ""), plain("new", ""))).containsExactly(
        "new.x.svc.cluster.local: [] [service/x/new][]", "old.x.svc.cluster.local: [service/x/old] [][]");
    assertThat(changes(plain("old", ""), plain("new", "")).get(1).by()).get()
        .extracting(by -> by.object())
        .isEqualTo("Service x/old");
  }

  @Test
  void otherAddressesAreMeantWhereBothAreKnown() {
    String one = plain("api", ", clusterIP: 10.96.0.1");
    String other = plain("api", ", clusterIP: 10.96.0.2");

    assertThat(lines(one, other)).containsExactly(
        "api.x.svc.cluster.local: [10.96.0.1 (service/x/api)] [10.96.0.2 (service/x/api)][]");
    assertThat(lines(one, plain("api", ""))).isEmpty();
    assertThat(lines(one, one)).isEmpty();
  }

  @Test
  void theNameOfAHeadlessServiceStandsForItsPodsK8sS07() {
    String headless = service("api", "clusterIP: None, selector: {app: %s}, ports: [{port: 80}]");

    assertThat(lines(headless.formatted("a"), headless.formatted("b")))
        .containsExactly("api.x.svc.cluster.local: [pod/x/a] [pod/x/b][]");
    assertThat(lines(plain("api", ""), headless.formatted("a")))
        .containsExactly("api.x.svc.cluster.local: [service/x/api] [pod/x/a][]");
  }

  @Test
  void anExternalNameLeadsElsewhereK8sS08() {
    String external = service("pay", "type: ExternalName, externalName: %s");

    assertThat(lines(external.formatted("a.example"), external.formatted("b.example")))
        .containsExactly("pay.x.svc.cluster.local: [host/a.example] [host/b.example][]");
    assertThat(lines(external.formatted("a.example"), external.formatted("a.example"))).isEmpty();
    assertThat(lines(plain("api", "") + external.formatted("a.example"),
        plain("api", "") + external.formatted("api.x.svc.cluster.local")))
        .containsExactly("pay.x.svc.cluster.local: [host/a.example] [service/x/api][]");
  }

  @Test
  void aServiceThatTheServerRefusesMayHaveItsName() {
    String refused = service("api", "selector: {app: a}, ports: [{port: 80, protocol: ICMP}]");

    assertThat(lines("", refused)).singleElement()
        .asString()
        .startsWith("api.x.svc.cluster.local: [] [service/x/api][the server accepted ");
    assertThat(lines(refused, refused)).isEmpty();
  }

  @Test
  void theNameServersAreThereWhetherListedOrNotK8sS23() {
    String listed = "{apiVersion: v1, kind: Service, metadata: {name: kube-dns, namespace: kube-system},"
        + " spec: {clusterIP: 10.96.0.10, ports: [{port: 53, protocol: UDP}]}}\n";

    assertThat(lines("", listed)).isEmpty();
    assertThat(lines(listed, "")).isEmpty();
    assertThat(lines(listed.replace("kube-dns,", "dns, labels: {k8s-app: kube-dns},"), "")).hasSizeLessThan(2);
  }

  @Test
  void anotherZoneGivesOtherNamesK8sS22() {
    String zone = """
        {apiVersion: v1, kind: ConfigMap, metadata: {name: coredns, namespace: kube-system},
         data: {Corefile: ".:53 {\\n kubernetes corp.example\\n}\\n"}}
        """;

    assertThat(lines(plain("api", ""), plain("api", "") + zone)).containsExactly(
        "api.x.svc.cluster.local: [service/x/api] [][]", "api.x.svc.corp.example: [] [service/x/api][]");
  }
}
