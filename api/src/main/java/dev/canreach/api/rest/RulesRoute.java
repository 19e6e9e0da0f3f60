package dev.canreach.api.rest;

import dev.canreach.api.http.Json;
import dev.canreach.lint.Rule;
import dev.canreach.lint.rules.Rules;
import dev.canreach.report.RulesJson;
import io.javalin.config.RoutesConfig;

/** `GET /v1/rules`: the catalogue of lint rules. */
public final class RulesRoute implements Route {
  private final byte[] document = Json
      .document(out -> RulesJson.write(Rules.all().stream().map(Rule::metadata).toList(), out));

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/v1/rules", context -> Json.respond(context, document));
  }
}
