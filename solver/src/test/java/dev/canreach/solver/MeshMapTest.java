package dev.canreach.solver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.canreach.query.Answer;
import dev.canreach.query.QuestionException;
import dev.canreach.query.Selection;
import dev.canreach.query.Verdict;
import dev.canreach.report.MapJson;
import dev.canreach.report.QuestionJson;
import dev.canreach.source.Diagnostics;
import dev.canreach.source.SourceReader;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Maps have what the proxies of a mesh open for their clients, as questions about the Service say. */
class MeshMapTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final List<String> PODS = List.of("mesh/a", "mesh/b", "mesh/c", "bare/d");
  private static final String INPUT = """
      {apiVersion: v1, kind: Namespace, metadata: {name: mesh, labels: {istio-injection: enabled}}}
      ---
      {apiVersion: v1, kind: Namespace, metadata: {name: bare}}
      ---
      {apiVersion: v1, kind: Pod, metadata: {name: a, namespace: mesh, labels: {app: a}},
       spec: {serviceAccountName: a, containers: [{name: c, image: i}]}}
      ---
      {apiVersion: v1, kind: Pod, metadata: {name: b, namespace: mesh, labels: {app: b}},
       spec: {serviceAccountName: b, containers: [{name: c, image: i}]}}
      ---
      {apiVersion: v1, kind: Pod, metadata: {name: c, namespace: mesh, labels: {app: c}},
       spec: {serviceAccountName: c, containers: [{name: c, image: i}]}}
      ---
      {apiVersion: v1, kind: Pod, metadata: {name: d, namespace: bare}, spec: {containers: [{name: c, image: i}]}}
      ---
      {apiVersion: v1, kind: Service, metadata: {name: b, namespace: mesh},
       spec: {selector: {app: b}, ports: [{name: PORT_NAME, port: 80, targetPort: 8080}]}}
      """;
  private static final String STRICT = """
      {apiVersion: security.istio.io/v1, kind: PeerAuthentication, metadata: {name: default, namespace: istio-system},
       spec: {mtls: {mode: STRICT}}}
      """;
  private static final String ONLY_A = """
      {apiVersion: security.istio.io/v1, kind: AuthorizationPolicy, metadata: {name: only-a, namespace: mesh},
       spec: {selector: {matchLabels: {app: b}}, rules: [{from: [{source: {principals: [cluster.local/ns/mesh/sa/a]}}]}]}}
      """;
  private static final String NOT_C = """
      {apiVersion: security.istio.io/v1, kind: AuthorizationPolicy, metadata: {name: not-c, namespace: mesh},
       spec: {action: DENY, selector: {matchLabels: {app: b}},
              rules: [{from: [{source: {principals: [cluster.local/ns/mesh/sa/c]}}]}]}}
      """;
  private static final String PLAIN = """
      {apiVersion: networking.istio.io/v1, kind: DestinationRule, metadata: {name: plain, namespace: mesh},
       spec: {host: b, trafficPolicy: {tls: {mode: DISABLE}}}}
      """;

  private static Snapshot load(String portName, String... policies) {
    Diagnostics diagnostics = new Diagnostics();
    String text = INPUT.replace("PORT_NAME", portName) + "---\n" + String.join("---\n", policies);
    return Canreach.load(new SourceReader().read("input.yaml", text.getBytes(UTF_8), diagnostics), diagnostics,
        LoadOptions.DEFAULT);
  }

  /** Whether the map lets each pod open connections to port 8080 of pod b. */
  private static Map<String, Boolean> mapped(Snapshot snapshot) {
    StringWriter out = new StringWriter();
    new MapJson(snapshot.network(), Selection.ALL, Selection.ALL).write(List.of(), snapshot.coverage().line(), out);
    Map<String, Boolean> reaches = new TreeMap<>();
    PODS.stream().filter(pod -> !pod.equals("mesh/b")).forEach(pod -> reaches.put(pod, false));
    for (JsonNode connection : MAPPER.readTree(out.toString()).path("connections")) {
      String from = connection.path("from").asString().replace("pod/", "");
      if (reaches.containsKey(from) && connection.path("to").asString().equals("pod/mesh/b")) {
        for (JsonNode part : connection.path("traffic")) {
          String protocol = part.path("protocol").asString();
          String ports = part.path("ports").asString("");
          boolean open = protocol.equals("all")
              || (protocol.equals("TCP") && (ports.isEmpty() || ports.startsWith("8080") || ports.startsWith("0-")));
          reaches.merge(from, open, Boolean::logicalOr);
        }
      }
    }
    return reaches;
  }

  /** Whether each pod reaches port 8080 of pod b, directly or through the Service. */
  private static Map<String, Boolean> asked(Snapshot snapshot) throws QuestionException {
    Map<String, Boolean> reaches = new TreeMap<>();
    try (Session session = snapshot.open()) {
      for (String pod : PODS) {
        if (!pod.equals("mesh/b")) {
          reaches.put(pod, reaches(session, pod, "pod/mesh/b", 8080) || reaches(session, pod, "service/mesh/b", 80));
        }
      }
    }
    return reaches;
  }

  private static boolean reaches(Session session, String from, String to, int port) throws QuestionException {
    return session.ask(QuestionJson.read("{\"from\": \"pod/" + from + "\", \"to\": \"" + to
        + "\", \"protocol\": \"TCP\", \"port\": " + port + "}")) instanceof Answer.Judged judged
        && judged.verdict() == Verdict.REACHABLE;
  }

  private static void assertReaches(Snapshot snapshot, String... pods) throws QuestionException {
    Map<String, Boolean> mapped = mapped(snapshot);
    assertThat(mapped).isEqualTo(asked(snapshot));
    mapped.values().removeIf(open -> !open);
    assertThat(mapped.keySet()).containsExactlyInAnyOrder(pods);
  }

  @Test
  void callsWithMutualTlsAreInTheMap_ISTIO_I_6_3() throws QuestionException {
    for (String name : List.of("http", "tcp", "web")) {
      assertReaches(load(name, STRICT), "mesh/a", "mesh/c");
    }
  }

  @Test
  void theyHaveTheIdentityOfTheirClient_ISTIO_I_7_3() throws QuestionException {
    for (String name : List.of("http", "tcp", "web")) {
      assertReaches(load(name, STRICT, ONLY_A), "mesh/a");
      assertReaches(load(name, ONLY_A), "mesh/a");
      assertReaches(load(name, STRICT, NOT_C), "mesh/a");
    }
  }

  @Test
  void plaintextPassesWhereOnlyAnIdentityIsDenied_ISTIO_I_7_4() throws QuestionException {
    assertReaches(load("http", NOT_C), "mesh/a", "mesh/c", "bare/d");
  }

  @Test
  void aClientThatIsToldToSendPlaintextIsRefused_ISTIO_I_6_4() throws QuestionException {
    assertReaches(load("http", STRICT, PLAIN));
  }
}
