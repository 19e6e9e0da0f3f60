package dev.canreach.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.canreach.api.http.ApiKeys;
import dev.canreach.api.http.Json;
import dev.canreach.source.Severity;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The webhook as the API server meets it: over TLS, on a listener of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdmissionTest {
  private static final int CLIENTS = 3;
  private static final String UID = "12ed1cb1-82d7-46ec-ab41-abfd23c822c9";
  /** Opens the port of the Service, where the pods listen on another one: rule NP206. */
  private static final String MISTAKE = """
      {"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy", "metadata": {"name": "new",
       "managedFields": [{"manager": "kubectl"}]},
       "spec": {"podSelector": {"matchLabels": {"app": "api"}}, "policyTypes": ["Ingress"],
                "ingress": [{"ports": [{"port": 80, "protocol": "TCP"}]}]}}""";
  private static final String CORRECT = MISTAKE.replace("\"port\": 80", "\"port\": 8080");

  private RunningService running;
  private Certificates certificates;
  private SSLContext trusting;

  AdmissionTest(@TempDir Path folder) throws IOException, GeneralSecurityException {
    Files.writeString(Files.createDirectory(folder.resolve("state")).resolve("shop.yaml"), Shop.YAML);
    certificates = Certificates.in(folder, "first");
    trusting = Certificates.client(List.of(certificates), null);
    running = start(folder, Optional.empty(), Optional.of(Severity.WARNING));
  }

  private RunningService start(Path folder, Optional<Path> clientCa, Optional<Severity> deny) {
    return RunningService.with(ApiKeys.NONE, Optional.empty(),
        Optional.of(new AdmissionOptions(Optional.of(RunningService.ANY_PORT),
            Optional.of(certificates.files(clientCa)), new AdmissionOptions.State.Folder(folder.resolve("state")), deny,
            Optional.of(Severity.NOTE))));
  }

  @BeforeAll
  void waitForState() {
    await(() -> running.get("/readyz").statusCode() == 200);
  }

  @AfterAll
  void stop() {
    running.close();
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited too long").isLessThan(end);
      Thread.onSpinWait();
    }
  }

  private static ObjectNode review(String operation, String object, String oldObject) {
    return Json.object("""
        {"kind": "AdmissionReview", "apiVersion": "admission.k8s.io/v1", "request": {"uid": "%s",
         "kind": {"group": "networking.k8s.io", "version": "v1", "kind": "NetworkPolicy"}, "name": "new",
         "namespace": "shop", "operation": "%s", "object": %s, "oldObject": %s, "dryRun": true}}
        """.formatted(UID, operation, object, oldObject).getBytes(UTF_8));
  }

  private HttpResponse<String> post(RunningService service, SSLContext context, String path, String body)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newBuilder().sslContext(context).version(HttpClient.Version.HTTP_1_1).build()) {
      return client.send(
          HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + service.service().admissionPort() + path))
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  /** The status, or what kept the request from having one. */
  private String outcome(RunningService service, SSLContext context, String body) {
    try {
      return Integer.toString(post(service, context, "/v1/admission", body).statusCode());
    } catch (IOException e) {
      return e.toString();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private JsonNode answer(ObjectNode review, String query) throws IOException, InterruptedException {
    HttpResponse<String> response = post(running, trusting, "/v1/admission" + query, Json.write(review));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    JsonNode answer = Json.MAPPER.readTree(response.body());
    assertThat(answer.path("apiVersion").stringValue()).isEqualTo("admission.k8s.io/v1");
    assertThat(answer.path("kind").stringValue()).isEqualTo("AdmissionReview");
    assertThat(answer.path("response").has("patch")).isFalse();
    return answer.path("response");
  }

  private static String verdict(JsonNode response) {
    return response.path("auditAnnotations").path("verdict").stringValue();
  }

  @Test
  void aMistakeIsDenied() throws Exception {
    JsonNode response = answer(review("CREATE", MISTAKE, "null"), "?timeout=30s");

    assertThat(response.path("uid").stringValue()).isEqualTo(UID);
    assertThat(response.path("allowed").booleanValue()).isFalse();
    assertThat(response.path("status").path("code").intValue()).isEqualTo(403);
    assertThat(response.path("status").path("message").stringValue()).contains("NP206").contains("shop/new");
    assertThat(verdict(response)).isEqualTo("deny");
    assertThat(running.get("/metrics").body()).contains("canreach_admission_seconds_bucket{verdict=\"deny\",le=")
        .contains("canreach_workers_busy");
  }

  @Test
  void whatIntroducesNothingIsAllowed() throws Exception {
    JsonNode response = answer(review("CREATE", CORRECT, "null"), "?timeout=30s");

    assertThat(response.path("allowed").booleanValue()).isTrue();
    assertThat(response.has("status")).isFalse();
  }

  @Test
  void anUpdateIsJudgedByWhatItAdds() throws Exception {
    assertThat(answer(review("UPDATE", MISTAKE, CORRECT), "?timeout=30s").path("allowed").booleanValue()).isFalse();
    assertThat(verdict(answer(review("UPDATE", MISTAKE.replace("kubectl", "other"), MISTAKE), "?timeout=30s")))
        .isEqualTo("irrelevant");
  }

  @Test
  void aDeletedPolicyLeavesItsPodsOpen() throws Exception {
    String policy = CORRECT.replace("\"new\"", "\"api\"");
    ObjectNode deletion = review("DELETE", "null", policy);
    JsonNode response = answer(deletion, "?timeout=30s");

    assertThat(response.path("allowed").booleanValue()).isFalse();
    assertThat(response.path("status").path("message").stringValue()).contains("NP203").contains("shop/api");
  }

  @Test
  void whatHasNoSayInTrafficIsNotLookedAt() throws Exception {
    String map = "{\"apiVersion\": \"v1\", \"kind\": \"ConfigMap\", \"metadata\": {\"name\": \"new\"}}";

    assertThat(verdict(answer(review("CREATE", map, "null"), ""))).isEqualTo("irrelevant");
  }

  @Test
  void aPodCountsAsMadeFromATemplateOnlyWhereAControllerAsks() throws Exception {
    String pod = """
        {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "new", "labels": {"app": "stray"}, "ownerReferences":
         [{"apiVersion": "apps/v1", "kind": "ReplicaSet", "name": "api-1", "uid": "u", "controller": true}]},
         "spec": {"containers": [{"name": "c", "image": "i"}]}}""";
    ObjectNode review = review("CREATE", pod, "null");
    ObjectNode request = (ObjectNode) review.get("request");

    request.putObject("userInfo").put("username", "system:serviceaccount:kube-system:replicaset-controller");
    assertThat(verdict(answer(review, "?timeout=30s"))).isEqualTo("irrelevant");
    request.putObject("userInfo").put("username", "mallory");
    assertThat(verdict(answer(review, "?timeout=30s"))).isEqualTo("deny");
  }

  @Test
  void anObjectWithoutNamesTakesThoseOfTheRequest() throws Exception {
    String nameless = MISTAKE.replace("\"name\": \"new\",", "\"name\": \"\", \"namespace\": \"\",");
    JsonNode response = answer(review("CREATE", nameless, "null"), "?timeout=30s");

    assertThat(response.path("status").path("message").stringValue()).contains("NP206").contains("shop/new");
  }

  @Test
  void anUnknownKindIsNotSilentlyAllowed() throws Exception {
    String unknown = """
        {"apiVersion": "policy.example/v1", "kind": "TrafficRule", "metadata": {"name": "new"}, "spec": {}}""";
    JsonNode response = answer(review("CREATE", unknown, "null"), "?timeout=30s");

    assertThat(response.path("allowed").booleanValue()).isTrue();
    assertThat(response.path("warnings").get(0).stringValue()).contains("does not understand")
        .contains("TrafficRule.policy.example shop/new");
  }

  @Test
  void withoutTimeItIsUndecidedAndSaysSo() throws Exception {
    JsonNode response = answer(review("CREATE", MISTAKE, "null"), "?timeout=0s");

    assertThat(response.path("allowed").booleanValue()).isTrue();
    assertThat(response.path("warnings").get(0).stringValue()).contains("has not checked this change");
    assertThat(verdict(response)).isEqualTo("undecided");
  }

  @Test
  void anOddUidComesBackAsItIs() throws Exception {
    ObjectNode review = review("CREATE", CORRECT, "null");
    String odd = "ü \"\\\u0001 uid";
    ((ObjectNode) review.get("request")).put("uid", odd);

    assertThat(answer(review, "").path("uid").stringValue()).isEqualTo(odd);
  }

  @Test
  void whatIsNoReviewIsRefused() throws Exception {
    String whole = Json.write(review("CREATE", CORRECT, "null"));

    for (String body : List.of(whole.replace(UID, ""), whole.replace("\"uid\":\"" + UID + "\",", ""), "{}", "{\"a\": ",
        whole.replace("admission.k8s.io/v1", "admission.k8s.io/v1beta1"), whole.replace("CREATE", "EAT"),
        whole.replace("CREATE", "DELETE"), Json.write(review("CREATE", "null", CORRECT)))) {
      assertThat(post(running, trusting, "/v1/admission", body).statusCode()).as(body).isEqualTo(400);
    }
    assertThat(post(running, trusting, "/v1/admission", " ".repeat((1 << 20) + 1) + whole).statusCode())
        .isEqualTo(413);
  }

  @Test
  void itsListenerServesNothingElse() throws Exception {
    assertThat(post(running, trusting, "/v1/query", "{}").statusCode()).isEqualTo(404);
    assertThat(running.post("/v1/admission", "application/json", Json.write(review("CREATE", MISTAKE, "null")))
        .statusCode()).isEqualTo(200);
  }

  @Test
  void aClientNeedsACertificateWhereAuthoritiesAreGiven(@TempDir Path folder) throws Exception {
    Files.writeString(Files.createDirectory(folder.resolve("state")).resolve("shop.yaml"), Shop.YAML);
    Certificates apiServer = Certificates.in(folder, "api-server");
    SSLContext known = Certificates.client(List.of(certificates), apiServer);
    String body = Json.write(review("CREATE", CORRECT, "null"));
    try (RunningService strict = start(folder, Optional.of(folder.resolve("tls.crt")), Optional.empty())) {
      assertThat(post(strict, known, "/v1/admission", body).statusCode()).isEqualTo(200);
      assertThatThrownBy(() -> post(strict, trusting, "/v1/admission", body)).isInstanceOf(IOException.class);
      SSLContext stranger = Certificates.client(List.of(certificates),
          Certificates.in(Files.createDirectory(folder.resolve("elsewhere")), "stranger"));
      assertThatThrownBy(() -> post(strict, stranger, "/v1/admission", body)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void certificatesAreSwappedWhileRequestsRun(@TempDir Path folder) throws Exception {
    Files.writeString(Files.createDirectory(folder.resolve("state")).resolve("shop.yaml"), Shop.YAML);
    Certificates old = Certificates.in(folder, "old");
    AdmissionOptions options = new AdmissionOptions(Optional.of(RunningService.ANY_PORT),
        Optional.of(old.files(Optional.empty())), new AdmissionOptions.State.Folder(folder.resolve("state")),
        Optional.empty(), Optional.empty());
    String body = Json.write(review("CREATE", CORRECT, "null"));
    try (RunningService service = RunningService.with(ApiKeys.NONE, Optional.empty(), Optional.of(options))) {
      SSLContext onlyOld = Certificates.client(List.of(old), null);
      assertThat(post(service, onlyOld, "/v1/admission", body).statusCode()).isEqualTo(200);

      Certificates fresh = Certificates.in(folder, "fresh");
      SSLContext both = Certificates.client(List.of(old, fresh), null);
      SSLContext onlyFresh = Certificates.client(List.of(fresh), null);
      AtomicBoolean swapped = new AtomicBoolean();
      Queue<String> outcomes = new ConcurrentLinkedQueue<>();
      List<Thread> clients = Stream.generate(() -> Thread.ofVirtual().start(() -> {
        do {
          outcomes.add(outcome(service, both, body));
        } while (!swapped.get());
      })).limit(CLIENTS).toList();
      await(() -> outcome(service, onlyFresh, body).equals("200"));
      swapped.set(true);
      for (Thread client : clients) {
        client.join();
      }
      assertThat(outcomes).hasSizeGreaterThanOrEqualTo(CLIENTS).containsOnly("200");
      assertThatThrownBy(() -> post(service, onlyOld, "/v1/admission", body)).isInstanceOf(SSLException.class);
    }
  }
}
