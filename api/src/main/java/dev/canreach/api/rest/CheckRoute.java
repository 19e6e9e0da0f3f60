package dev.canreach.api.rest;

import dev.canreach.api.http.Json;
import dev.canreach.intent.Intent;
import dev.canreach.intent.Verdict;
import dev.canreach.lint.Finding;
import dev.canreach.report.CheckJson;
import dev.canreach.solver.Session;
import dev.canreach.solver.Snapshot;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import tools.jackson.databind.node.ObjectNode;

/** `POST /v1/check`: what is wrong with manifests. */
public final class CheckRoute implements Route {
  private final Engine engine;
  private final Clock clock;
  /** The same snapshot has the same findings; they are kept as long as it is. */
  private final Map<Snapshot, byte[]> known = Collections.synchronizedMap(new WeakHashMap<>());

  /**
   * The route.
   *
   * @param clock says which exceptions of intents are over
   */
  public CheckRoute(Engine engine, Clock clock) {
    this.engine = engine;
    this.clock = clock;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post("/v1/check", this::post);
  }

  private void post(Context context) {
    ObjectNode body = Json.object(context);
    Engine.only(body, RequestIntents.MEMBER);
    List<Intent> intents = RequestIntents.of(body);
    Json.respond(context, engine.answer(context, "check", body, (snapshot, sessions) -> {
      if (!intents.isEmpty()) {
        Session session = sessions.of(snapshot);
        List<Verdict> verdicts = session.check(intents, LocalDate.now(clock));
        return document(snapshot, session.check(), verdicts);
      }
      byte[] document = known.get(snapshot);
      if (document == null) {
        document = document(snapshot, sessions.of(snapshot).check(), List.of());
        known.put(snapshot, document);
      }
      return document;
    }));
  }

  private static byte[] document(Snapshot snapshot, List<Finding> findings, List<Verdict> intents) {
    return Json.document(
        out -> CheckJson.write(snapshot.diagnostics(), findings, intents, snapshot.coverage().line(), out));
  }
}
