package dev.canreach.api.rest;

import dev.canreach.api.http.Json;
import dev.canreach.api.http.Problem;
import dev.canreach.diff.Difference;
import dev.canreach.diff.NetworkDiff;
import dev.canreach.report.DiffJson;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import tools.jackson.databind.node.ObjectNode;

/** `POST /v1/diff`: what the manifests open and close against others. */
public final class DiffRoute implements Route {
  private final Engine engine;

  /** The route. */
  public DiffRoute(Engine engine) {
    this.engine = engine;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post("/v1/diff", this::post);
  }

  private void post(Context context) {
    ObjectNode body = Json.object(context);
    if (!(body.get("against") instanceof ObjectNode against)) {
      throw Problem.malformed("`against` is missing: give the state before the change, as `{\"snapshot\": ID}` or"
          + " `{\"manifests\": [texts]}`");
    }
    Engine.only(body, "against");
    Engine.only(against);
    Json.respond(context, engine.compare(context, "diff", against, body, (before, after) -> {
      Difference difference = NetworkDiff.between(before.network(), after.network());
      return Json.document(out -> DiffJson.write(difference, before.warningsWith(after), before.coverage().line(),
          after.coverage().line(), out));
    }));
  }
}
