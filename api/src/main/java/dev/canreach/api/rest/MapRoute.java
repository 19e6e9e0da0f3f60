package dev.canreach.api.rest;

import dev.canreach.api.http.Json;
import dev.canreach.api.http.Problem;
import dev.canreach.query.QuestionException;
import dev.canreach.query.Selection;
import dev.canreach.report.MapJson;
import dev.canreach.solver.Snapshot;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** `POST /v1/map`: who can reach whom on what. */
public final class MapRoute implements Route {
  private final Engine engine;

  /** The route. */
  public MapRoute(Engine engine) {
    this.engine = engine;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post("/v1/map", this::post);
  }

  private void post(Context context) {
    ObjectNode body = Json.object(context);
    Engine.only(body, "from", "to");
    Optional<String> from = Json.text(body, "from");
    Optional<String> to = Json.text(body, "to");
    Json.respond(context, engine.answer(context, "map", body, (snapshot, sessions) -> {
      MapJson map = new MapJson(snapshot.network(), select(snapshot, from), select(snapshot, to));
      return Json.document(out -> map.write(snapshot.warnings(), snapshot.coverage().line(), out));
    }));
  }

  private static Selection select(Snapshot snapshot, Optional<String> text) {
    try {
      return text.isPresent() ? snapshot.select(text.get()) : Selection.ALL;
    } catch (QuestionException e) {
      throw Problem.malformed(e.problem());
    }
  }
}
