package dev.canreach.api.rest;

import dev.canreach.api.http.Json;
import dev.canreach.lint.Finding;
import dev.canreach.report.CheckJson;
import dev.canreach.solver.Snapshot;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;

/** `POST /v1/check`: what is wrong with manifests. */
public final class CheckRoute implements Route {
  private final Engine engine;
  /** The same snapshot has the same findings; they are kept as long as it is. */
  private final Map<Snapshot, byte[]> known = Collections.synchronizedMap(new WeakHashMap<>());

  /** The route. */
  public CheckRoute(Engine engine) {
    this.engine = engine;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post("/v1/check", this::post);
  }

  private void post(Context context) {
    Json.respond(context, engine.answer(context, "check", Json.object(context), (snapshot, sessions) -> {
      byte[] document = known.get(snapshot);
      if (document == null) {
        document = document(snapshot, sessions.of(snapshot).check());
        known.put(snapshot, document);
      }
      return document;
    }));
  }

  private static byte[] document(Snapshot snapshot, List<Finding> findings) {
    return Json.document(out -> CheckJson.write(snapshot.diagnostics(), findings, snapshot.coverage().line(), out));
  }
}
