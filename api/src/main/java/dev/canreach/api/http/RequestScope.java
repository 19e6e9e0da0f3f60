package dev.canreach.api.http;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens around every request: an id, who asks, headers that browsers obey, one line in the log, and metrics.
 */
public final class RequestScope {
  private static final Logger LOG = LoggerFactory.getLogger("canreach.request");
  private static final String ID = "canreach.id";
  private static final String OWNER = "canreach.owner";
  private static final String STARTED = "canreach.started";
  private static final Pattern CLIENT_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  /** Nothing that these say is secret, and who watches the service has no key. */
  private static final Set<String> OPEN = Set.of("/", "/healthz", "/readyz", "/openapi.yaml", "/schema-v1.json");
  private static final String ADMISSION = "/v1/admission";
  private static final Pattern LOCAL_HOST = Pattern.compile("(localhost|127(\\.[0-9]+){3}|\\[::1])(:[0-9]+)?");

  private final ApiKeys keys;
  private final MeterRegistry metrics;
  private final boolean local;
  private final IntPredicate isAdmissionPort;
  private final AtomicInteger running = new AtomicInteger();
  private volatile boolean draining;

  /**
   * @param local whether only this machine can connect; then requests that a browser was led to from elsewhere are refused
   * @param isAdmissionPort whether a port is that of the listener for the API server, which serves nothing else
   */
  public RequestScope(ApiKeys keys, MeterRegistry metrics, boolean local, IntPredicate isAdmissionPort) {
    this.keys = keys;
    this.metrics = metrics;
    this.local = local;
    this.isAdmissionPort = isAdmissionPort;
    Gauge.builder("canreach.requests.running", running, AtomicInteger::get).register(metrics);
  }

  /** Takes part in every request. */
  public void addTo(JavalinConfig config) {
    config.routes.before(this::before);
    config.requestLogger.http((context, milliseconds) -> after(context));
  }

  /** The name of the key that the client has. */
  public static String owner(Context context) {
    String owner = context.attribute(OWNER);
    return owner == null ? ApiKeys.ANYONE : owner;
  }

  /** The id of the request. */
  static String id(Context context) {
    String id = context.attribute(ID);
    return id == null ? "" : id;
  }

  /** Tells clients from now on to connect anew next time, and those who watch to send them elsewhere. */
  public void drain() {
    draining = true;
  }

  /** Whether the service is about to stop. */
  public boolean isDraining() {
    return draining;
  }

  /** Waits until no request is running, or the time is over. */
  public void awaitIdle(Duration time) throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    while (running.get() > 0 && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  private void before(Context context) {
    running.incrementAndGet();
    context.attribute(STARTED, System.nanoTime());
    String asked = context.header("X-Request-Id");
    String id = asked != null && CLIENT_ID.matcher(asked).matches() ? asked : UUID.randomUUID().toString();
    context.attribute(ID, id);
    context.header("X-Request-Id", id);
    context.header("X-Content-Type-Options", "nosniff");
    context.header("X-Frame-Options", "DENY");
    context.header("Referrer-Policy", "no-referrer");
    context.header("Cache-Control", "no-store");
    if (draining) {
      context.header("Connection", "close");
    }
    String encoding = context.header("Content-Encoding");
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      throw Problem.unsupported("bodies are read as they are: send this one without `Content-Encoding`");
    }
    if (isAdmissionPort.test(context.req().getLocalPort())) {
      if (!context.path().equals(ADMISSION) && !context.path().endsWith("z")) {
        throw Problem.of(404, "not-found", "this listener serves `" + ADMISSION + "` only");
      }
      return;
    }
    refuseForeignPages(context);
    if (!context.path().equals(ADMISSION)) {
      authenticate(context);
    } else if (!local) {
      throw Problem.of(404, "not-found", "the webhook has a listener of its own");
    }
  }

  /** A page from elsewhere must not make the browser of the user ask this service, by its address or by a name of its own. */
  private void refuseForeignPages(Context context) {
    String host = String.valueOf(context.host());
    if (local && !LOCAL_HOST.matcher(host).matches()) {
      throw Problem.of(403, "forbidden",
          "this service is for this machine only: ask `localhost` or a loopback address");
    }
    String origin = context.header("Origin");
    if (origin != null && !origin.equals(context.scheme() + "://" + host)) {
      throw Problem.of(403, "forbidden", "pages from elsewhere may not ask this service");
    }
  }

  private void authenticate(Context context) {
    Optional<String> owner = keys.owner(context.header("Authorization"));
    if (owner.isPresent()) {
      context.attribute(OWNER, owner.get());
    } else if (!OPEN.contains(context.path())) {
      context.header("WWW-Authenticate", "Bearer");
      throw Problem.of(401, "unauthorized", "a key is needed: send the header `Authorization: Bearer KEY`");
    }
  }

  private void after(Context context) {
    running.decrementAndGet();
    long started = startOf(context.attribute(STARTED));
    long nanoseconds = System.nanoTime() - started;
    String route = RouteName.of(context);
    int status = context.statusCode();
    Timer.builder("http.server.requests")
        .tag("method", context.method().name())
        .tag("route", route)
        .tag("status", Integer.toString(status))
        .publishPercentileHistogram()
        .register(metrics)
        .record(nanoseconds, TimeUnit.NANOSECONDS);
    if (route.startsWith("/v1/") || status >= 400) {
      LOG.atInfo()
          .addKeyValue("requestId", id(context))
          .addKeyValue("method", context.method().name())
          .addKeyValue("path", context.path())
          .addKeyValue("status", status)
          .addKeyValue("owner", owner(context))
          .addKeyValue("client", context.ip())
          .addKeyValue("milliseconds", nanoseconds / 1_000_000)
          .log("request");
    }
  }

  private static long startOf(@Nullable Long started) {
    return started == null ? System.nanoTime() : started;
  }
}
