package dev.canreach.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.canreach.api.http.ApiKeys;
import dev.canreach.api.http.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The REST service as clients meet it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RestTest {
  private RunningService running;

  @BeforeAll
  void start() {
    running = RunningService.plain();
  }

  @AfterAll
  void stop() {
    running.close();
  }

  private static ObjectNode body(String json) {
    return Json.object(json.getBytes(UTF_8));
  }

  private static ObjectNode about(String snapshot, String json) {
    return body(json).put("snapshot", snapshot);
  }

  @Test
  void aSnapshotIsNamedByItsContent() {
    String id = running.snapshot(Shop.YAML);

    assertThat(id).matches("[0-9a-f]{64}");
    assertThat(running.snapshot(Shop.YAML.replace("\n", "\r\n"))).isEqualTo(id);
    assertThat(running.snapshot(Shop.YAML + "# more\n")).isNotEqualTo(id);
  }

  @Test
  void jsonTextsAndPartsOfFormsAreSnapshotsToo() {
    JsonNode list = running.json(201, "/v1/snapshots", body("{}").set("manifests",
        Json.MAPPER.createArrayNode().add(Shop.YAML)));
    JsonNode object = running.json(201, "/v1/snapshots",
        body("{\"apiVersion\": \"v1\", \"kind\": \"Namespace\", \"metadata\": {\"name\": \"a\"}}"));
    HttpResponse<String> parts = running.post("/v1/snapshots", "multipart/form-data; boundary=x",
        "--x\r\nContent-Disposition: form-data; name=\"f\"; filename=\"shop.yaml\"\r\n\r\n"
            + Shop.YAML + "\r\n--x--\r\n");

    assertThat(list.path("coverage").stringValue()).startsWith("Read 5 objects in 1 file: 5 modelled");
    assertThat(object.path("coverage").stringValue()).startsWith("Read 1 object");
    assertThat(parts.statusCode()).isEqualTo(201);
    assertThat(parts.body()).contains("Read 5 objects in 1 file");
  }

  @Test
  void oneQuestionHasOneAnswer() {
    String id = running.snapshot(Shop.YAML);

    JsonNode yes = running.json(200, "/v1/query", about(id,
        "{\"from\": \"shop/frontend\", \"to\": \"shop/api\", \"protocol\": \"TCP\", \"port\": 8080, \"note\": 1.50}"));
    JsonNode no = running.json(200, "/v1/query",
        about(id, "{\"from\": \"internet\", \"to\": \"shop/api\", \"protocol\": \"TCP\", \"port\": 8080}"));

    assertThat(yes.path("verdict").stringValue()).isEqualTo("reachable");
    assertThat(Json.write(yes.path("question"))).endsWith("\"note\":1.50}").doesNotContain("snapshot");
    assertThat(no.path("verdict").stringValue()).isEqualTo("blocked");
    assertThat(no.path("blockers").get(0).path("object").stringValue()).isEqualTo("NetworkPolicy shop/api");
  }

  @Test
  void theSameQuestionInOtherWordsHasTheSameAnswerAndIsRepeatedAsItWasWritten() {
    String id = running.snapshot(Shop.YAML);
    String question = "{\"from\": \"shop/frontend\", \"to\": \"shop/api\", \"protocol\": \"TCP\", \"port\": 8080";

    JsonNode first = running.json(200, "/v1/query", about(id, question + ", \"note\": 1}"));
    JsonNode second = running.json(200, "/v1/query", about(id, question + ", \"note\": 2}"));
    JsonNode other = running.json(200, "/v1/query", about(id, question.replace("8080", "8081") + "}"));

    assertThat(first.path("question").path("note").intValue()).isEqualTo(1);
    assertThat(second.path("question").path("note").intValue()).isEqualTo(2);
    assertThat(second.path("witness")).isEqualTo(first.path("witness"));
    assertThat(other.path("verdict").stringValue()).isEqualTo("blocked");
  }

  @Test
  void severalQuestionsAreAnsweredInOrder() {
    JsonNode answers = running.json(200, "/v1/query", about(running.snapshot(Shop.YAML), """
        {"questions": [{"from": "shop/frontend", "to": "shop/api", "port": 8080, "protocol": "TCP"}, {}, 7]}"""))
        .path("answers");

    assertThat(answers.values()).hasSize(3);
    assertThat(answers.get(0).path("verdict").stringValue()).isEqualTo("reachable");
    assertThat(answers.get(1).path("error").stringValue()).contains("from");
    assertThat(answers.get(2).path("error").stringValue()).contains("JSON object");
  }

  @Test
  void aKeyThatIsAlmostRightIsAWarning() {
    String id = running.snapshot(Shop.YAML);
    String question = "{\"from\": \"shop/frontend\", \"to\": \"shop/api\", \"protocl\": \"TCP\", \"port\": 8080}";

    JsonNode one = running.json(200, "/v1/query", about(id, question));
    JsonNode several = running.json(200, "/v1/query", about(id, "{\"questions\": [" + question + "]}"));

    assertThat(one.path("verdict").stringValue()).isEqualTo("reachable");
    assertThat(one.path("warnings").get(0).stringValue()).endsWith("did you mean `protocol`?");
    assertThat(several.path("warnings").get(0).stringValue()).startsWith("questions[0]: `protocl`");
  }

  @Test
  void manifestsMayComeWithTheQuestion() {
    ObjectNode question = body("{\"from\": \"internet\", \"to\": \"shop/api\", \"port\": 1, \"protocol\": \"TCP\"}");
    question.putArray("manifests").add(Shop.YAML);

    assertThat(running.json(200, "/v1/query", question).path("verdict").stringValue()).isEqualTo("blocked");
    question.putArray("assume").add("cni=flannel");
    assertThat(running.json(200, "/v1/query", question).path("verdict").stringValue()).isEqualTo("reachable");
    question.putArray("assume").add("nonsense=1");
    assertThat(running.json(400, "/v1/query", question).path("detail").stringValue()).contains("nonsense");
  }

  @Test
  void aMisspelledMemberIsNotTakenForOneThatIsNotThere() {
    String id = running.snapshot(Shop.YAML);

    for (String members : List.of("{\"intent\": \"intents: []\"}", "{\"intents\": \"intent: []\"}")) {
      assertThat(running.json(400, "/v1/check", about(id, members)).path("detail").stringValue()).contains("`intent`")
          .contains("intents");
    }
    assertThat(running.json(400, "/v1/map", about(id, "{\"form\": \"shop/api\"}")).path("detail").stringValue())
        .contains("`form`; did you mean `from`?");
    assertThat(running.json(400, "/v1/diff", about(id, "{\"against\": {\"manifests\": [\"\"], \"assumes\": []}}"))
        .path("detail")
        .stringValue()).contains("`assumes`");
  }

  @Test
  void findingsMapsAndRules() {
    String id = running.snapshot(Shop.YAML.replace("- port: 8080", "- port: 80"));

    assertThat(running.json(200, "/v1/check", about(id, "{}")).path("findings").values())
        .anyMatch(finding -> finding.path("rule").stringValue().equals("NP206"));
    assertThat(running.json(200, "/v1/map", about(id, "{\"to\": \"shop/api\"}")).path("connections").values())
        .allMatch(connection -> connection.path("to").stringValue().equals("deployment/shop/api"));
    assertThat(running.json(400, "/v1/map", about(id, "{\"to\": \"nobody\"}")).path("detail").stringValue())
        .contains("nobody");
    assertThat(running.get("/v1/rules").body()).contains("\"NP206\"");
  }

  @Test
  void whatCannotBeAnsweredIsAProblem() {
    String unknown = "0".repeat(64);

    assertProblem(running.post("/v1/query", "application/json", "{\"snapshot\": "), 400, "line 1, column 14");
    assertProblem(running.post("/v1/query", "application/json", "[]"), 400, "JSON object");
    assertProblem(running.post("/v1/query", "application/json", "{}"), 400, "`snapshot`");
    assertProblem(running.post("/v1/query", "application/json", "{\"snapshot\": 7}"), 400, "`snapshot`");
    assertProblem(running.post("/v1/query", "application/json", "{\"snapshot\": \"" + unknown + "\", \"from\": \"a\"}"),
        404, unknown);
    assertProblem(running.post("/v1/query", "application/json", "{\"snapshot\": \"../../etc/passwd\"}"), 404, "passwd");
    assertProblem(running.post("/v1/query", "text/plain", "{}"), 415, "application/json");
    assertProblem(running.post("/v1/snapshots", "text/plain", Shop.YAML), 415, "application/yaml");
    assertProblem(running.post("/v1/snapshots", "application/yaml", "#".repeat((1 << 20) + 1)), 413, "larger");
    assertProblem(running.post("/v1/snapshots", "multipart/form-data; boundary=x",
        "--x\r\nContent-Disposition: form-data; name=f; filename=a\r\n\r\n" + "#".repeat(1 << 20) + "\r\n--x--\r\n"),
        413,
        "larger");
    assertProblem(running.post("/v1/snapshots", "multipart/form-data", "no parts"), 400, "boundary");
    assertProblem(running.get("/%2e%2e/%2e%2e/etc/passwd"), 400, "first line");
    assertProblem(running.get("/v1/nothing"), 404, "/openapi.yaml");
    assertProblem(running.get("/v1/query"), 405, "GET");
    assertThat(running.get("/v1/query").headers().firstValue("Allow")).hasValue("POST");
    assertThat(running.post("/v1/rules", "application/json", "{}").headers().firstValue("Allow").orElseThrow())
        .contains("GET");
    assertProblem(running.post("/v1/snapshots", "application/yaml", Shop.YAML, "Content-Encoding", "gzip"), 415,
        "Content-Encoding");
  }

  @Test
  void malformedManifestsAreDiagnosticsNotProblems() {
    HttpResponse<String> read = running.post("/v1/snapshots", "application/yaml", "kind: [\n");

    assertThat(read.statusCode()).isEqualTo(201);
    assertThat(read.body()).contains("\"complete\": false").contains("\"severity\": \"error\"");
  }

  @Test
  void pagesFromElsewhereAreRefused() {
    assertProblem(running.get("/v1/rules", "Origin", "http://evil.example"), 403, "elsewhere");
    assertThat(running.get("/v1/rules", "Origin", "http://127.0.0.1:" + running.service().port()).statusCode())
        .isEqualTo(200);
  }

  @Test
  void everyAnswerCarriesTheIdOfItsRequest() {
    assertThat(running.get("/healthz", "X-Request-Id", "abc-1").headers().firstValue("X-Request-Id")).hasValue("abc-1");
    assertThat(running.get("/healthz", "X-Request-Id", "a b\"").headers().firstValue("X-Request-Id").orElseThrow())
        .matches("[0-9a-f-]{36}");
  }

  @Test
  void thoseWhoRunItSeeItsState() {
    running.snapshot(Shop.YAML);
    running.get("/v1/" + "x".repeat(50));

    assertThat(running.get("/healthz").body()).isEqualTo("ok\n");
    assertThat(running.get("/metrics").body())
        .contains("http_server_requests_seconds_bucket{method=\"POST\",route=\"/v1/snapshots\",status=\"201\",le=")
        .doesNotContain("xxxx")
        .contains("canreach_engine_seconds_bucket")
        .contains("canreach_snapshots_bytes");
  }

  @Test
  void thePageRunsOnlyWhatIsInIt() {
    HttpResponse<String> page = running.get("/");

    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow()).contains("default-src 'none'")
        .contains("script-src 'sha256-")
        .doesNotContain("unsafe");
    assertThat(page.body()).doesNotContain("https://").doesNotContain(" style=").doesNotContain(" onclick=");
  }

  @Test
  void aKeyOpensItsOwnSnapshotsOnly() {
    ApiKeys keys = ApiKeys.parse("alice " + hash("a-key") + "\n# a comment\nbob " + hash("b-key") + "\n");
    try (RunningService guarded = RunningService.with(keys, Optional.empty(), Optional.empty())) {
      String id = guarded.snapshot(Shop.YAML, "Authorization", "Bearer a-key");

      assertThat(guarded.json(200, "/v1/check", about(id, "{}"), "Authorization", "Bearer a-key").has("findings"))
          .isTrue();
      guarded.json(404, "/v1/check", about(id, "{}"), "Authorization", "Bearer b-key");
      for (String wrong : List.of("Bearer a-kez", "Bearer ", "Basic a-key", "Bearer " + hash("a-key"))) {
        assertThat(guarded.json(401, "/v1/check", about(id, "{}"), "Authorization", wrong).path("code").stringValue())
            .isEqualTo("unauthorized");
      }
      assertThat(guarded.get("/metrics").statusCode()).isEqualTo(401);
      assertThat(guarded.get("/healthz").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void snapshotsOnDiskOutliveTheService(@TempDir Path data) throws IOException {
    String id;
    try (RunningService first = RunningService.with(ApiKeys.NONE, Optional.of(data), Optional.empty())) {
      id = first.snapshot(Shop.YAML);
    }
    Path file = data.resolve("anyone").resolve(id);
    Path unfinished = file.resolveSibling(id + ".1.partial");
    Files.writeString(unfinished, "{");
    try (RunningService second = RunningService.with(ApiKeys.NONE, Optional.of(data), Optional.empty())) {
      assertThat(second.json(200, "/v1/map", about(id, "{}")).has("connections")).isTrue();
    }
    assertThat(unfinished).doesNotExist();
    Files.writeString(file, "{\"texts\": {}}");
    try (RunningService third = RunningService.with(ApiKeys.NONE, Optional.of(data), Optional.empty())) {
      third.json(404, "/v1/map", about(id, "{}"));
    }
    try (Stream<Path> files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  private static String hash(String key) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(UTF_8)));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void assertProblem(HttpResponse<String> response, int status, String detail) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    JsonNode problem = Json.MAPPER.readTree(response.body());
    assertThat(problem.path("status").intValue()).isEqualTo(status);
    assertThat(problem.path("detail").stringValue()).contains(detail);
  }
}
