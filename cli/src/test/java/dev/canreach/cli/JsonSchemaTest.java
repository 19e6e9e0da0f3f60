package dev.canreach.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.canreach.report.Style;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.harrel.jsonschema.providers.SnakeYamlNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the commands write is what the published schema says. */
class JsonSchemaTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private final Validator validator = new ValidatorFactory().withJsonNodeFactory(new SnakeYamlNode.Factory())
      .createValidator();
  private final URI schema;

  JsonSchemaTest() throws IOException {
    try (InputStream in = Objects.requireNonNull(Style.class.getResourceAsStream("schema-v1.json"))) {
      schema = validator.registerSchema(new String(in.readAllBytes(), UTF_8));
    }
  }

  private static String out(String input, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Terminal terminal = new Terminal(Terminal.writer(out), Terminal.writer(new ByteArrayOutputStream()),
        new ByteArrayInputStream(input.getBytes(UTF_8)), Style.PLAIN, ROOT, Progress.NONE);
    Main.run(terminal, args);
    return out.toString(UTF_8);
  }

  private void assertValid(String json) {
    var result = validator.validate(schema, json);

    assertThat(result.isValid())
        .as(() -> json + "\n"
            + result.getErrors().stream().map(error -> error.getInstanceLocation() + " " + error.getError()).toList())
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"shop/api shop/db -p 5432", "shop/frontend shop/api -p 80",
    "shop/frontend service/shop/api -p 80",
    "batch/report host/db.shop -p 5432", "shop/frontend host/nope", "shop/frontend host/example.com",
    "shop/frontend --resolve api",
    "internet shop/frontend --protocol icmp", "ns/shop ns/shop", "shop?app=new shop/db",
    "10.0.0.0/8 shop/frontend -p 8080"})
  void answers(String question) {
    String json = out("", ("query " + question + " -o json -f testdata/demo").split(" ", -1));

    assertThat(json).isNotEmpty();
    assertValid(json);
  }

  @Test
  void batchLines() {
    String lines = out("{\"from\": \"shop/api\", \"to\": \"shop/db\"}\nnonsense\n{\"from\": 1}\n", "query", "--batch",
        "-", "-f", "testdata/demo");

    assertThat(lines.lines()).hasSize(3).allSatisfy(this::assertValid);
  }

  @Test
  void maps() {
    String json = out("", "map", "-o", "json", "-f", "testdata/demo");

    assertThat(json).contains("\"notShown\":[{\"kind\":\"Service\",\"id\":\"service/shop/api\"},");
    assertValid(json);
  }

  @Test
  void differences() {
    String stricter = """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: api, namespace: shop}
        spec:
          selector: {matchLabels: {app: api}}
          template: {metadata: {labels: {app: api}}, spec: {containers: [{name: c, image: i}]}}
        """;
    String refused = "---\n{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {ports: [{port: 0}]}}\n";
    String json = out(stricter + refused, "diff", "-o", "json", "testdata/demo", "-");

    assertThat(json).contains("\"removed\": [")
        .contains("\"opened\": [")
        .contains("\"name\": \"api.shop.svc.cluster.local\"")
        .contains("\"name\": \"a.default.svc.cluster.local\"");
    assertValid(json);
  }

  @Test
  void findings() {
    assertValid(out("", "check", "-o", "json", "testdata/demo"));
  }

  @Test
  void theSchemaRefusesWhatIsNoAnswer() {
    assertThat(validator.validate(schema, "{\"schemaVersion\": 1, \"question\": {}, \"verdict\": \"maybe\"}").isValid())
        .isFalse();
    assertThat(validator.validate(schema, "{\"schemaVersion\": 2, \"question\": {}, \"error\": \"x\"}").isValid())
        .isFalse();
  }
}
