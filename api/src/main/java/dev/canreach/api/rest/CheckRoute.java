package dev.canreach.api.rest;

import dev.canreach.api.http.Json;
import dev.canreach.lint.Finding;
import dev.canreach.report.CheckJson;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;

/** `POST /v1/check`: what is wrong with manifests. */
public final class CheckRoute implements Route {
  private final Engine engine;

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
      List<Finding> findings = sessions.of(snapshot).check();
      return Json.document(out -> CheckJson.write(snapshot.diagnostics(), findings, snapshot.coverage().line(), out));
    }));
  }
}
