package dev.canreach.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.canreach.api.http.ApiKeys;
import dev.canreach.api.http.Json;
import dev.canreach.api.http.Resource;
import dev.canreach.api.rest.ResourcesRoute;
import dev.canreach.report.AnswerJson;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.harrel.jsonschema.providers.SnakeYamlNode;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.node.ObjectNode;

/** What the service does is what `/openapi.yaml` says, path by path and field by field. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContractTest {
  private static final String SCHEMA = "https://canreach.dev/schema/v1.json";

  private final RunningService running;
  private final Map<String, ?> description;
  private final Validator validator = new ValidatorFactory().withJsonNodeFactory(new SnakeYamlNode.Factory())
      .createValidator();

  ContractTest(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("shop.yaml"), Shop.YAML);
    running = RunningService.with(ApiKeys.NONE, Optional.empty(), Optional.of(new AdmissionOptions(Optional.empty(),
        Optional.empty(), new AdmissionOptions.State.Folder(folder), Optional.empty(), Optional.empty())));
    String text = new String(Resource.bytes(ResourcesRoute.class, "openapi.yaml"), UTF_8)
        .replace("schema-v1.json#", SCHEMA + "#");
    description = map(new Yaml(new SafeConstructor(new LoaderOptions())).load(new StringReader(text)));
    validator.registerSchema(new String(Resource.bytes(AnswerJson.class, "schema-v1.json"), UTF_8));
    validator.registerSchema(URI.create("https://canreach.dev/openapi"), text);
  }

  @AfterAll
  void stop() {
    running.close();
  }

  @SuppressWarnings("unchecked")
  private static Map<String, ?> map(Object value) {
    return (Map<String, ?>) value;
  }

  private static Map<String, ?> at(Map<String, ?> map, String key) {
    return map(java.util.Objects.requireNonNull(map.get(key), key));
  }

  @Test
  void everyPathIsDescribedAndEveryDescribedPathIsServed() {
    List<String> described = new ArrayList<>();
    at(description, "paths").forEach((path, operations) -> map(operations)
        .forEach((method, operation) -> described.add(method.toUpperCase(Locale.ROOT) + " " + path)));

    assertThat(running.service().paths()).containsExactlyInAnyOrderElementsOf(described);
  }

  @Test
  void otherMethodsAreToldWhichOnesAreDescribed() {
    at(description, "paths").forEach((path, operations) -> {
      String described = map(operations).keySet().iterator().next();
      HttpResponse<String> response = described.equals("get")
          ? running.post(path, "application/json", "{}")
          : running.get(path);

      assertThat(response.headers().firstValue("Allow").orElse("").split(",\\s*")).as(path)
          .contains(described.toUpperCase(Locale.ROOT));
      assertValid(path, described, response, 405);
      assertThat(at(at(at(at(description, "components"), "responses"), "MethodNotAllowed"), "headers"))
          .containsOnlyKeys("Allow");
    });
  }

  @Test
  void answersHaveTheFieldsThatAreDescribed() {
    assertDescribed("/v1/snapshots", "{\"manifests\": [" + quoted(Shop.YAML) + ", \"kind: [\"]}", 201);
    assertDescribed("/v1/query",
        about("\"from\": \"internet\", \"to\": \"shop/api\", \"port\": 1, \"protocol\": \"TCP\""),
        200);
    assertDescribed("/v1/query", about("\"questions\": [{\"from\": \"shop/frontend\", \"to\": \"shop/api\"}, {}]"),
        200);
    assertDescribed("/v1/query", "{", 400);
    assertDescribed("/v1/check", about("\"namespace\": \"default\""), 200);
    assertDescribed("/v1/check", "{\"snapshot\": \"x\"}", 404);
    assertDescribed("/v1/map", about("\"from\": \"shop/frontend\""), 200);
    assertDescribed("/v1/map", about("\"from\": \"nobody\""), 400);
    assertDescribed("/v1/diff",
        about("\"against\": {\"manifests\": [\"apiVersion: v1\\nkind: Pod\\nmetadata: {name: a}\"]}"),
        200);
    assertDescribed("/v1/diff", about("\"namespace\": \"default\""), 400);
    assertDescribed("/v1/check",
        about("\"intents\": \"intents: [{name: a, never: {from: internet, to: shop/api}}]\""), 200);
    assertDescribed("/v1/check", about("\"intents\": \"intents: [{name: a}]\""), 400);
    assertDescribed("/v1/admission", """
        {"apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview", "request": {"uid": "u", "operation": "CREATE",
         "object": {"apiVersion": "example.com/v1", "kind": "Odd", "metadata": {"name": "a"}}}}""", 200);
    assertDescribed("/v1/admission", "{}", 400);
    assertValid("/v1/rules", "get", running.get("/v1/rules"), 200);
  }

  private static String quoted(String text) {
    return Json.write(Json.MAPPER.getNodeFactory().stringNode(text));
  }

  private static String about(String members) {
    return "{\"manifests\": [" + quoted(Shop.YAML) + "], " + members + "}";
  }

  private void assertDescribed(String path, String body, int status) {
    assertValid(path, "post", running.post(path, "application/json", body), status);
  }

  /** The schema of the response is written into a document of its own, which points to the shared parts. */
  private void assertValid(String path, String method, HttpResponse<String> response, int status) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    Map<String, ?> responses = at(at(at(at(description, "paths"), path), method), "responses");
    Map<String, ?> described = at(responses, Integer.toString(status));
    if (described.get("$ref") instanceof String shared) {
      described = at(at(at(description, "components"), "responses"), shared.substring(shared.lastIndexOf('/') + 1));
    }
    String type = response.headers().firstValue("Content-Type").orElseThrow();
    Map<String, ?> schema = at(at(at(described, "content"), type), "schema");
    Collection<String> references = references(schema);
    boolean valid = references.stream()
        .anyMatch(reference -> validator.validate(uri(reference), response.body()).isValid());
    assertThat(valid)
        .as(() -> path + " " + response.body() + "\n" + references.stream()
            .map(reference -> validator.validate(uri(reference), response.body())
                .getErrors()
                .stream()
                .map(error -> error.getInstanceLocation() + " " + error.getError())
                .toList())
            .toList())
        .isTrue();
  }

  private static URI uri(String reference) {
    return URI.create(reference.startsWith("#") ? "https://canreach.dev/openapi" + reference : reference);
  }

  private static Collection<String> references(Map<String, ?> schema) {
    if (schema.get("$ref") instanceof String reference) {
      return List.of(reference);
    }
    List<String> references = new ArrayList<>();
    if (schema.get("oneOf") instanceof List<?> alternatives) {
      alternatives.forEach(each -> references.addAll(references(map(each))));
    }
    return references;
  }

  @Test
  void schemasOfRequestsAreFollowedByTheExamplesOfTheTests() {
    ObjectNode question = Json.object(about("\"from\": \"a\"").getBytes(UTF_8));

    assertThat(validator.validate(uri("#/components/schemas/Subject"), Json.write(question)).isValid()).isTrue();
    assertThat(validator.validate(uri("#/components/schemas/Subject"), "{\"from\": \"a\"}").isValid()).isFalse();
  }
}
