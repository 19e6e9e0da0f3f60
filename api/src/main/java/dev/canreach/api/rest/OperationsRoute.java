package dev.canreach.api.rest;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Optional;
import java.util.function.Supplier;

/** `/healthz`, `/readyz` and `/metrics`: for those who run the service. */
public final class OperationsRoute implements Route {
  private final PrometheusMeterRegistry metrics;
  private final Supplier<Optional<String>> unready;

  /**
   * The routes.
   *
   * @param unready why requests should go elsewhere now; empty when they should come here
   */
  public OperationsRoute(PrometheusMeterRegistry metrics, Supplier<Optional<String>> unready) {
    this.metrics = metrics;
    this.unready = unready;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/healthz", context -> context.contentType("text/plain").result("ok\n"));
    routes.get("/readyz", this::ready);
    routes.get("/metrics",
        context -> context.contentType("text/plain; version=0.0.4; charset=utf-8").result(metrics.scrape()));
  }

  private void ready(Context context) {
    Optional<String> reason = unready.get();
    context.status(reason.isPresent() ? 503 : 200).contentType("text/plain").result(reason.orElse("ok") + "\n");
  }
}
