package dev.canreach.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canreach.lower.Assumptions;
import dev.canreach.lower.Lowerings;
import dev.canreach.model.Network;
import dev.canreach.query.QuestionException;
import dev.canreach.query.Selection;
import dev.canreach.resource.ReadManifest;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** Maps speak of what the input consists of: pods, or containers. */
class MapTextTest {
  private static final String PODS = """
      {apiVersion: v1, kind: Pod, metadata: {name: a, namespace: x}, spec: {containers: [{name: c, image: i}]}}
      ---
      {apiVersion: v1, kind: Pod, metadata: {name: b, namespace: w}, spec: {containers: [{name: c, image: i}]}}
      """;
  private static final String CONTAINERS = """
      services:
        web: {image: i}
        api: {image: i}
      """;
  private static final String ENTRIES = """
      {apiVersion: v1, kind: Node, metadata: {name: n}, status: {addresses: [{type: InternalIP, address: 192.0.2.1}]}}
      ---
      {apiVersion: v1, kind: Pod, metadata: {name: a, namespace: x, labels: {app: a}},
       spec: {containers: [{name: c, image: i}]}}
      ---
      {apiVersion: v1, kind: Pod, metadata: {name: b, namespace: x, labels: {app: b}},
       spec: {containers: [{name: c, image: i}]}}
      ---
      {apiVersion: v1, kind: Pod, metadata: {name: c, namespace: x}, spec: {containers: [{name: c, image: i}]}}
      ---
      {apiVersion: v1, kind: Service, metadata: {name: a, namespace: x},
       spec: {type: NodePort, selector: {app: a}, ports: [{port: 80, nodePort: 30080}]}}
      ---
      {apiVersion: v1, kind: Service, metadata: {name: b, namespace: x}, spec: {selector: {app: b}, ports: [{port: 80}]}}
      ---
      {apiVersion: v1, kind: Service, metadata: {name: idle, namespace: x},
       spec: {selector: {app: none}, ports: [{port: 80}]}}
      ---
      {apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: a, namespace: x},
       spec: {ingressClassName: nginx, defaultBackend: {service: {name: a, port: {number: 80}}}}}
      """;

  @Test
  void podsAreCalledPods() {
    assertThat(text(PODS)).contains("any pod").doesNotContain("container");
  }

  @Test
  void containersAreCalledContainers() {
    assertThat(text(CONTAINERS)).contains("any container").doesNotContain("pod");
  }

  @Test
  void bothKindsKeepTheirNames() {
    assertThat(text(PODS + "---\n" + CONTAINERS)).contains("any pod").contains("any container").doesNotContain("/*");
  }

  @Test
  void loopbackAddressesNeverLeaveTheMachine() {
    assertThat(text(CONTAINERS)).contains("internet").doesNotContain("127.").doesNotContain("perhaps");
  }

  @Test
  void whatForwardsConnectionsIsSaidToBeLeftOut() {
    String line = "Not shown: ways through 1 Ingress, ports of 1 Node, 2 Services; ask `canreach query FROM service/x/b`";

    assertThat(text(ENTRIES)).endsWith("\n\n" + line + "\n");
    assertThat(written(ENTRIES, "", MapText::writeMarkdown)).endsWith(" |\n\n" + line + "\n");
    assertThat(written(ENTRIES, "", MapText::writeDot)).contains("\n  // " + line + "\n");
    assertThat(written(ENTRIES, "", MapText::writeMermaid)).startsWith("flowchart LR\n  %% " + line + "\n");
    assertThat(written(ENTRIES, "", MapText::writeCsv)).doesNotContain("Not shown");
  }

  @Test
  void onlyWhatForwardsToTheWantedEndsIsLeftOutOfAPart() {
    String services = ENTRIES.substring(0, ENTRIES.lastIndexOf("---"));

    assertThat(written(services, "x/a", MapText::writeText)).contains("ways through ports of 1 Node, 1 Service;");
    assertThat(written(services, "x/b", MapText::writeText)).contains("ways through 1 Service;");
    assertThat(written(services, "x/c", MapText::writeText)).doesNotContain("Not shown");
    assertThat(written(CONTAINERS.replace("api: {", "api: {ports: ['80:80'], "), "", MapText::writeText))
        .contains("Not shown: ways through ports of 1 node; ask `canreach query FROM node/docker-host`");
  }

  @Test
  void portsOfNodesThatAreNotListedAreLeftOutToo() {
    String published = PODS.replaceFirst("image: i", "image: i, ports: [{containerPort: 80, hostPort: 80}]");

    assertThat(text(published)).endsWith("\n\nNot shown: ways through ports of 1 Node\n");
    assertThat(text(published.replaceFirst("spec: \\{", "spec: {nodeName: one, ")))
        .endsWith("\n\nNot shown: ways through ports of 1 Node; ask `canreach query FROM node/one`\n");
    assertThat(text(ENTRIES.substring(ENTRIES.indexOf("---") + 4))).contains("ways through 1 Ingress, 2 Services;");
  }

  @Test
  void aMapWithoutEntriesIsComplete() {
    assertThat(text(PODS) + text(CONTAINERS)).doesNotContain("Not shown");
  }

  @Test
  void nobodyIsUnreachableWhileThereAreEntries() {
    String closed = """
        ---
        {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: closed, namespace: %s},
         spec: {podSelector: {}, policyTypes: [Ingress, Egress]}}
        """;
    String service = """
        ---
        {apiVersion: v1, kind: Service, metadata: {name: b, namespace: x}, spec: {ports: [{port: 80}]}}
        ---
        {apiVersion: v1, kind: Endpoints, metadata: {name: b, namespace: x},
         subsets: [{addresses: [{ip: 192.0.2.7}], ports: [{port: 80}]}]}
        """;

    assertThat(text(PODS + closed.formatted("x") + closed.formatted("w"))).isEqualTo("nobody can reach anybody\n");
    assertThat(text(PODS + closed.formatted("x") + closed.formatted("w") + service))
        .isEqualTo("""
            nobody can reach anybody directly

            Not shown: ways through 1 Service; ask `canreach query FROM service/x/b`
            """);
  }

  private static String text(String yaml) {
    return written(yaml, "", MapText::writeText);
  }

  private static String written(String yaml, String to, BiConsumer<MapText, PrintWriter> format) {
    StringWriter out = new StringWriter();
    PrintWriter writer = new PrintWriter(out);
    Network network = Lowerings.lower(ReadManifest.of(yaml).inventory(), Assumptions.parse(List.of()).assumptions(),
        List.of());
    format.accept(new MapText(network, Selection.ALL, to.isEmpty() ? Selection.ALL : selection(network, to), false),
        writer);
    writer.flush();
    return out.toString();
  }

  private static Selection selection(Network network, String to) {
    try {
      return Selection.of(network, false, to);
    } catch (QuestionException e) {
      throw new AssertionError(e);
    }
  }
}
