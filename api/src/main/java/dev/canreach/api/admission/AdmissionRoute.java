package dev.canreach.api.admission;

import dev.canreach.api.http.Json;
import dev.canreach.api.http.Problem;
import dev.canreach.api.rest.Route;
import dev.canreach.api.work.Workers;
import dev.canreach.solver.LoadOptions;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * `POST /v1/admission`: the validating webhook. It writes nothing but its log, so that a dry run is a request like any
 * other.
 */
public final class AdmissionRoute implements Route {
  private static final Logger LOG = LoggerFactory.getLogger(AdmissionRoute.class);

  private final StateHolder states;
  private final Judge judge;
  private final Workers workers;
  private final MeterRegistry metrics;

  /**
   * The route.
   *
   * @param options how the objects of requests are read
   */
  public AdmissionRoute(StateHolder states, LoadOptions options, Workers workers, MeterRegistry metrics) {
    this.states = states;
    this.judge = new Judge(options, states.checks());
    this.workers = workers;
    this.metrics = metrics;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post("/v1/admission", this::post);
  }

  private void post(Context context) {
    long started = System.nanoTime();
    Review review = Review.read(Json.object(context));
    Decision decision = review.isChange() ? decide(review, context) : Decision.irrelevant();
    record(review, decision, System.nanoTime() - started);
    Json.respond(context, (Json.write(decision.review(review.uid())) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Whatever keeps this from deciding must not stop the cluster: the request passes, with a warning. */
  private Decision decide(Review review, Context context) {
    Optional<ClusterState> state = states.state();
    if (state.isEmpty()) {
      return Decision.undecided("the state of the cluster is not loaded yet");
    }
    Duration budget = Timeout.budget(context.queryParam("timeout"));
    try {
      return workers.run(budget, sessions -> judge.decide(state.get(), review, sessions.prover()));
    } catch (Problem problem) {
      return Decision.undecided(problem.detail());
    } catch (RuntimeException e) {
      LOG.atError().addKeyValue("uid", review.uid()).setCause(e).log("internal error in admission");
      return Decision.undecided("an internal error, which is in the log");
    }
  }

  private void record(Review review, Decision decision, long nanoseconds) {
    Timer.builder("canreach.admission")
        .tag("verdict", decision.verdict().word())
        .publishPercentileHistogram()
        .register(metrics)
        .record(nanoseconds, TimeUnit.NANOSECONDS);
    LOG.atInfo()
        .addKeyValue("uid", review.uid())
        .addKeyValue("operation", review.operation())
        .addKeyValue("object", review.name())
        .addKeyValue("dryRun", review.dryRun())
        .addKeyValue("verdict", decision.verdict().word())
        .addKeyValue("objections", decision.objections().size())
        .addKeyValue("milliseconds", nanoseconds / 1_000_000)
        .log("admission");
  }
}
