package dev.canreach.api.rest;

import dev.canreach.api.http.MediaType;
import dev.canreach.api.http.Resource;
import dev.canreach.report.AnswerJson;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/** `/openapi.yaml`, `/schema-v1.json` and the page `/`: what the service says about itself. */
public final class ResourcesRoute implements Route {
  private final byte[] description = Resource.bytes(ResourcesRoute.class, "openapi.yaml");
  private final byte[] schema = Resource.bytes(AnswerJson.class, "schema-v1.json");
  private final Page page = Page.load();

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/openapi.yaml", context -> context.contentType("application/yaml").result(description));
    routes.get("/schema-v1.json", context -> context.contentType(MediaType.JSON).result(schema));
    routes.get("/", this::page);
  }

  private void page(Context context) {
    context.header("Content-Security-Policy", page.policy());
    context.contentType("text/html; charset=utf-8").result(page.html());
  }
}
