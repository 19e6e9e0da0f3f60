package dev.canreach.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.canreach.api.http.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Snapshots where the disk has no room for all of them. */
class DiskTest {
  private static final int DISK = 4_000;
  private static final ServiceOptions.Limits LIMITS = new ServiceOptions.Limits(2, 16, Duration.ofSeconds(60), 1 << 20,
      256L << 20, DISK, 200);

  @TempDir
  Path data;

  private static HttpResponse<String> post(RunningService service, String yaml) {
    return service.post("/v1/snapshots", "application/yaml", yaml);
  }

  private static void assertNoRoom(HttpResponse<String> response, String detail) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(507);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    JsonNode problem = Json.MAPPER.readTree(response.body());
    assertThat(problem.path("code").stringValue()).isEqualTo("no-room");
    assertThat(problem.path("detail").stringValue()).contains(detail);
  }

  @Test
  void whatDoesNotFitIsRefusedAndWhatWasAcknowledgedStays() throws IOException {
    String second = Shop.YAML + "#".repeat(DISK / 2) + "\n";
    ObjectNode inline = Json.object("{\"from\": \"internet\", \"to\": \"shop/api\"}".getBytes(UTF_8));
    inline.putArray("manifests").add(second);
    String first;
    try (RunningService service = RunningService.limited(LIMITS, Optional.of(data))) {
      first = service.snapshot(Shop.YAML);

      assertNoRoom(post(service, second), "of the 4000 for snapshots");
      assertThat(service.snapshot(Shop.YAML)).isEqualTo(first);
      assertThat(service.json(200, "/v1/query", inline).path("verdict").stringValue()).isEqualTo("blocked");
    }
    try (RunningService service = RunningService.limited(LIMITS, Optional.of(data))) {
      assertNoRoom(post(service, second), "of the 4000 for snapshots");
      assertThat(service.json(200, "/v1/map", Json.object("{}".getBytes(UTF_8)).put("snapshot", first))
          .has("connections")).isTrue();

      Files.delete(data.resolve("anyone").resolve(first));
      assertThat(service.snapshot(second)).matches("[0-9a-f]{64}");
    }
  }

  @Test
  void aDiskThatTakesNothingIsAProblemToo() throws IOException {
    Files.writeString(data.resolve("anyone"), "a file where the folder should be");
    try (RunningService service = RunningService.limited(LIMITS, Optional.of(data))) {
      assertNoRoom(post(service, Shop.YAML), "cannot be written to disk");
    }
  }
}
