package dev.canreach.api.rest;

import dev.canreach.api.http.Errors;
import dev.canreach.api.http.Json;
import dev.canreach.api.http.MediaType;
import dev.canreach.api.http.Problem;
import dev.canreach.api.snapshots.ManifestSet;
import dev.canreach.report.SnapshotJson;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.UploadedFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/** `POST /v1/snapshots`: manifests in, an id and what was read of them out. */
public final class SnapshotsRoute implements Route {
  private final Engine engine;
  private final long bodyBytes;

  /** The route. */
  public SnapshotsRoute(Engine engine, long bodyBytes) {
    this.bodyBytes = bodyBytes;
    this.engine = engine;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post("/v1/snapshots", this::post);
  }

  private void post(Context context) throws IOException {
    ManifestSet manifests = read(context);
    String id = manifests.id();
    byte[] document = engine.keep(context, manifests,
        snapshot -> Json.document(out -> SnapshotJson.write(id, snapshot.isComplete(), snapshot.coverage().line(),
            snapshot.diagnostics(), out)));
    context.status(201);
    Json.respond(context, document);
  }

  private ManifestSet read(Context context) throws IOException {
    String type = MediaType.of(context);
    if (type.equals(MediaType.JSON)) {
      return json(context);
    }
    if (MediaType.isYaml(type)) {
      return single("manifests.yaml", utf8(context.bodyAsBytes()));
    }
    if (type.equals(MediaType.MULTIPART)) {
      return multipart(context);
    }
    throw Problem.unsupported(
        "manifests are taken as `application/yaml`, `application/json` or `multipart/form-data`: set the header `Content-Type`");
  }

  /** Either the envelope with `manifests`, or one object as `kubectl get -o json` prints it. */
  private ManifestSet json(Context context) {
    byte[] bytes = context.bodyAsBytes();
    ObjectNode body = Json.object(bytes);
    if (body.has("kind") || !body.has("manifests")) {
      return single("manifests.json", utf8(bytes));
    }
    Engine.only(body);
    return engine.manifests(Engine.named(Json.texts(body, "manifests")), body);
  }

  private ManifestSet single(String name, String text) {
    return engine.manifests(new TreeMap<>(java.util.Map.of(name, text)), List.of(), Optional.empty());
  }

  /** Every part with a file name is a manifest; the fields `assume` and `namespace` are as in JSON. */
  private ManifestSet multipart(Context context) throws IOException {
    if (context.req().getContentLengthLong() > bodyBytes) {
      throw Problem.tooLarge(Errors.TOO_LARGE);
    }
    SortedMap<String, String> texts = new TreeMap<>();
    for (UploadedFile file : context.uploadedFiles()) {
      String name = file.filename().isEmpty() ? "manifests" : file.filename();
      try (InputStream content = file.content()) {
        if (texts.put(name, utf8(content.readAllBytes())) != null) {
          throw Problem.malformed("two parts have the file name `" + name + "`: give each its own");
        }
      }
    }
    return engine.manifests(texts, context.formParams("assume"), Optional.ofNullable(context.formParam("namespace")));
  }

  private static String utf8(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw Problem.malformed("the manifests are not UTF-8: convert them");
    }
  }
}
