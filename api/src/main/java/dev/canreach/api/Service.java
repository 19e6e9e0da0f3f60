package dev.canreach.api;

import dev.canreach.api.admission.AdmissionRoute;
import dev.canreach.api.admission.FindingsCheck;
import dev.canreach.api.admission.FolderState;
import dev.canreach.api.admission.IntentsCheck;
import dev.canreach.api.admission.Rehearsal;
import dev.canreach.api.admission.StateCheck;
import dev.canreach.api.admission.StateHolder;
import dev.canreach.api.admission.StateSource;
import dev.canreach.api.admission.StoredState;
import dev.canreach.api.http.ConnectionErrors;
import dev.canreach.api.http.Errors;
import dev.canreach.api.http.Listener;
import dev.canreach.api.http.RequestScope;
import dev.canreach.api.rest.CheckRoute;
import dev.canreach.api.rest.DiffRoute;
import dev.canreach.api.rest.Engine;
import dev.canreach.api.rest.MapRoute;
import dev.canreach.api.rest.OperationsRoute;
import dev.canreach.api.rest.QueryRoute;
import dev.canreach.api.rest.ResourcesRoute;
import dev.canreach.api.rest.Route;
import dev.canreach.api.rest.RulesRoute;
import dev.canreach.api.rest.SnapshotsRoute;
import dev.canreach.api.snapshots.SnapshotStore;
import dev.canreach.api.work.SelfTest;
import dev.canreach.api.work.Workers;
import dev.canreach.lower.Assumptions;
import dev.canreach.solver.LoadOptions;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.SizeUnit;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.NetworkConnectionLimit;

/**
 * The service: REST, a web page and the admission webhook in one process.
 *
 * <pre>{@code
 * try (Service service = Service.start(options)) {
 *   int port = service.port();
 * }
 * }</pre>
 */
public final class Service implements AutoCloseable {
  private static final Duration DRAINING = Duration.ofSeconds(10);
  /** How soon changed files are noticed. */
  private static final long WATCH_MILLISECONDS = 1_000;
  /** One may be busy with a new state of the cluster. */
  private static final int BACKGROUND_THREADS = 2;

  private final Javalin server;
  private final RequestScope scope;
  private final Workers workers;
  private final Optional<StateHolder> states;
  private final List<Listener> listeners = new ArrayList<>();
  private final List<Future<?>> repeated = new ArrayList<>();
  private final JvmGcMetrics collections = new JvmGcMetrics();
  private final ScheduledExecutorService background = Executors.newScheduledThreadPool(BACKGROUND_THREADS, task -> {
    Thread thread = new Thread(task, "canreach-background");
    thread.setDaemon(true);
    return thread;
  });

  private Service(ServiceOptions options) throws IOException, GeneralSecurityException {
    PrometheusMeterRegistry metrics = metrics();
    ServiceOptions.Limits limits = options.limits();
    SnapshotStore store = new SnapshotStore(limits.snapshotBytes(), options.dataFolder(), limits.dataBytes(), metrics);
    listeners.add(new Listener(options.listen(), options.tls(), limits.request()));
    if (options.admission().isPresent() && options.admission().get().listen().isPresent()) {
      AdmissionOptions admission = options.admission().get();
      listeners.add(new Listener(admission.listen().get(), admission.tls(), limits.request()));
    }
    workers = new Workers(limits.workers(), limits.queue(), limits.request(), metrics);
    SelfTest selfTest = new SelfTest();
    scope = new RequestScope(options.keys(), metrics, options.listen().isLoopback(), this::isAdmissionPort);
    Engine engine = new Engine(store, workers, limits.request(), options.namespace(), options.assume(), metrics);
    List<Route> routes = new ArrayList<>(
        List.of(new SnapshotsRoute(engine, limits.bodyBytes()), new QueryRoute(engine),
            new CheckRoute(engine, Clock.systemUTC()),
            new MapRoute(engine), new DiffRoute(engine), new RulesRoute(),
            new OperationsRoute(metrics, () -> unready(selfTest)),
            new ResourcesRoute()));
    states = options.admission().map(admission -> states(admission, options, store));
    states.ifPresent(each -> routes.add(new AdmissionRoute(each, loadOptions(options), workers, metrics)));
    server = Javalin.create(config -> configure(config, limits, routes));
    background.execute(selfTest);
    states.ifPresent(each -> repeat(each::refresh));
    repeat(() -> listeners.forEach(Listener::refresh));
    repeat(() -> closeStragglers(System.nanoTime()));
  }

  /**
   * Starts the service; when this returns, it accepts connections.
   *
   * @throws IOException when a file or a port cannot be used
   * @throws GeneralSecurityException when a certificate or key is not what it should be
   */
  public static Service start(ServiceOptions options) throws IOException, GeneralSecurityException {
    Service service = new Service(options);
    try {
      service.server.start();
    } catch (RuntimeException e) {
      service.close();
      throw new IOException("`" + options.listen().host() + ":" + options.listen().port()
          + "` cannot be listened on: choose another port", e);
    }
    return service;
  }

  /** The port of REST. */
  public int port() {
    return listeners.get(0).port();
  }

  /** The port of the listener for the API server; -1 when it has none of its own. */
  public int admissionPort() {
    return listeners.size() < 2 ? -1 : listeners.get(1).port();
  }

  /** Closes connections that get nowhere, as of a time of {@link System#nanoTime()}. */
  void closeStragglers(long now) {
    listeners.forEach(listener -> listener.closeStragglers(now));
  }

  /** What it serves, as `METHOD PATH`. */
  List<String> paths() {
    return server.unsafe.internalRouter.allHttpHandlers()
        .stream()
        .map(each -> each.endpoint)
        .filter(endpoint -> endpoint.method.isHttpMethod())
        .map(endpoint -> endpoint.method.name() + " " + endpoint.path)
        .toList();
  }

  /** Lets running requests end, takes no new ones, and stops. */
  @Override
  public void close() {
    scope.drain();
    listeners.forEach(Listener::stopAccepting);
    try {
      scope.awaitIdle(DRAINING);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    server.stop();
    repeated.forEach(each -> each.cancel(true));
    background.shutdownNow();
    workers.close();
    collections.close();
  }

  private void repeat(Runnable task) {
    repeated.add(background.scheduleWithFixedDelay(task, 0, WATCH_MILLISECONDS, TimeUnit.MILLISECONDS));
  }

  private boolean isAdmissionPort(int port) {
    return port == admissionPort();
  }

  private Optional<String> unready(SelfTest selfTest) {
    if (scope.isDraining()) {
      return Optional.of("stopping");
    }
    return states.isPresent() && !states.get().isReady()
        ? Optional.of("the state of the cluster is not loaded yet")
        : selfTest.problem();
  }

  private static StateHolder states(AdmissionOptions admission, ServiceOptions options, SnapshotStore store) {
    StateSource source = switch (admission.state()) {
      case AdmissionOptions.State.Folder folder -> new FolderState(folder.path(), loadOptions(options));
      case AdmissionOptions.State.Posted posted -> new StoredState(store, posted.owner(), posted.id());
    };
    List<StateCheck> checks = List.of(new FindingsCheck(admission.deny(), admission.warn()),
        new IntentsCheck(admission.intents()));
    return new StateHolder(source, checks, Clock.systemUTC(), new Rehearsal(loadOptions(options), checks));
  }

  private static LoadOptions loadOptions(ServiceOptions options) {
    return new LoadOptions(options.namespace(), false, Assumptions.parse(options.assume()).assumptions());
  }

  private PrometheusMeterRegistry metrics() {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    collections.bindTo(registry);
    return registry;
  }

  private void configure(JavalinConfig config, ServiceOptions.Limits limits, List<Route> routes) {
    config.startup.showJavalinBanner = false;
    config.startup.startupWatcherEnabled = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.concurrency.useVirtualThreads = true;
    config.http.maxRequestSize = limits.bodyBytes();
    config.http.prefer405over404 = true;
    config.http.generateEtags = false;
    config.jetty.multipartConfig.maxFileSize(limits.bodyBytes(), SizeUnit.BYTES);
    config.jetty.multipartConfig.maxTotalRequestSize(limits.bodyBytes(), SizeUnit.BYTES);
    config.jetty.multipartConfig.maxInMemoryFileSize((int) Math.min(limits.bodyBytes(), Integer.MAX_VALUE),
        SizeUnit.BYTES);
    for (Listener listener : listeners) {
      config.jetty.addConnector(listener::connector);
    }
    config.jetty.modifyServer(jetty -> {
      jetty.addBean(new NetworkConnectionLimit(limits.connections(), jetty));
      jetty.setStopTimeout(DRAINING.toMillis());
      jetty.setErrorHandler(new ConnectionErrors());
    });
    scope.addTo(config);
    Errors.addTo(config.routes);
    routes.forEach(route -> route.addTo(config.routes));
  }
}
