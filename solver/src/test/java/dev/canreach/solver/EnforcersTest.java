package dev.canreach.solver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.canreach.model.Enforcer;
import dev.canreach.query.Answer;
import dev.canreach.query.QuestionException;
import dev.canreach.query.Verdict;
import dev.canreach.report.QuestionJson;
import dev.canreach.source.Diagnostics;
import dev.canreach.source.SourceReader;
import org.junit.jupiter.api.Test;

/** CILIUM/2.7: the kernel refuses connections, a proxy refuses requests. */
class EnforcersTest {
  private static final String INPUT = """
      apiVersion: v1
      kind: Pod
      metadata: {name: till, namespace: shop, labels: {app: till}}
      spec: {containers: [{name: till, image: registry.example/till:1}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: stock, namespace: shop, labels: {app: stock}}
      spec: {containers: [{name: stock, image: registry.example/stock:1}]}
      ---
      apiVersion: cilium.io/v2
      kind: CiliumNetworkPolicy
      metadata: {name: stock, namespace: shop}
      spec:
        endpointSelector: {matchLabels: {app: stock}}
        ingress:
          - fromEndpoints: [{matchLabels: {app: till}}]
            toPorts: [{ports: [{port: "80", protocol: TCP}], rules: {http: [{method: GET}]}}]
      """;

  private static Answer.Judged ask(int port, String method) throws QuestionException {
    Diagnostics diagnostics = new Diagnostics();
    Snapshot snapshot = Canreach.load(new SourceReader().read("input.yaml", INPUT.getBytes(UTF_8), diagnostics),
        diagnostics, LoadOptions.DEFAULT);
    try (Session session = snapshot.open()) {
      return (Answer.Judged) session.ask(QuestionJson.read("{\"from\": \"pod/shop/till\", \"to\": \"pod/shop/stock\", "
          + "\"port\": " + port + ", \"http\": {\"method\": \"" + method + "\"}}"));
    }
  }

  @Test
  void whatRefusesIsNamed() throws QuestionException {
    assertThat(ask(80, "GET").verdict()).isEqualTo(Verdict.REACHABLE);
    assertThat(ask(80, "POST").by()).contains(Enforcer.PROXY);
    assertThat(ask(81, "POST").by()).contains(Enforcer.KERNEL);
  }
}
