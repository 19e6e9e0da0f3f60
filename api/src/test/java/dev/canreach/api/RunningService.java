package dev.canreach.api;

import dev.canreach.api.http.Address;
import dev.canreach.api.http.ApiKeys;
import dev.canreach.api.http.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A real service on a free port of this machine, and a client. */
final class RunningService implements AutoCloseable {
  static final Address ANY_PORT = new Address("127.0.0.1", 0);
  static final ServiceOptions.Limits LIMITS = new ServiceOptions.Limits(2, 16, Duration.ofSeconds(60), 1 << 20,
      256L << 20, 64L << 20, 200);

  private final Service service;
  private final HttpClient client = HttpClient.newHttpClient();

  private RunningService(ServiceOptions options) {
    try {
      service = Service.start(options);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static RunningService plain() {
    return with(ApiKeys.NONE, Optional.empty(), Optional.empty());
  }

  static RunningService with(ApiKeys keys, Optional<Path> data, Optional<AdmissionOptions> admission) {
    return new RunningService(new ServiceOptions(ANY_PORT, Optional.empty(), keys, data, admission, LIMITS, "default",
        List.of()));
  }

  /** A service with snapshots on disk and other limits. */
  static RunningService limited(ServiceOptions.Limits limits, Optional<Path> data) {
    return new RunningService(new ServiceOptions(ANY_PORT, Optional.empty(), ApiKeys.NONE, data, Optional.empty(),
        limits, "default", List.of()));
  }

  Service service() {
    return service;
  }

  HttpResponse<String> get(String path, String... headers) {
    return send(request(path, headers).GET());
  }

  HttpResponse<String> post(String path, String type, String body, String... headers) {
    return send(request(path, headers).header("Content-Type", type).POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  /** Posts JSON and returns the JSON of an answer with this status. */
  JsonNode json(int status, String path, ObjectNode body, String... headers) {
    HttpResponse<String> response = post(path, "application/json", Json.write(body), headers);
    if (response.statusCode() != status) {
      throw new AssertionError(path + " answered " + response.statusCode() + ": " + response.body());
    }
    return Json.MAPPER.readTree(response.body());
  }

  /** Posts a manifest and returns the id of the snapshot. */
  String snapshot(String yaml, String... headers) {
    HttpResponse<String> response = post("/v1/snapshots", "application/yaml", yaml, headers);
    if (response.statusCode() != 201) {
      throw new AssertionError("no snapshot: " + response.body());
    }
    return Json.MAPPER.readTree(response.body()).path("snapshot").stringValue();
  }

  private HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest
        .newBuilder(URI.create("http://127.0.0.1:" + service.port() + path));
    return headers.length == 0 ? request : request.headers(headers);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    client.close();
    service.close();
  }
}
