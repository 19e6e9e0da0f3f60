package dev.canreach.api.rest;

import dev.canreach.api.http.Json;
import dev.canreach.api.http.Problem;
import dev.canreach.api.http.RequestScope;
import dev.canreach.api.snapshots.ManifestSet;
import dev.canreach.api.snapshots.SnapshotStore;
import dev.canreach.api.work.WarmSessions;
import dev.canreach.api.work.Workers;
import dev.canreach.lower.Assumptions;
import dev.canreach.solver.Snapshot;
import io.javalin.http.Context;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the routes that decide something share: which snapshot a request means, and the worker that reads it and answers.
 */
public final class Engine {
  /** The members of a request that say what it is about; all others say what it asks. */
  static final List<String> SUBJECT = List.of("snapshot", "manifests", "assume", "namespace");

  private final SnapshotStore store;
  private final Workers workers;
  private final Duration budget;
  private final String defaultNamespace;
  private final List<String> defaultAssumptions;
  private final MeterRegistry metrics;

  /**
   * @param budget the longest time for one request
   * @param defaultNamespace the namespace of objects without one, unless a request says otherwise
   * @param defaultAssumptions assumptions that hold for every request
   */
  public Engine(SnapshotStore store, Workers workers, Duration budget, String defaultNamespace,
      List<String> defaultAssumptions, MeterRegistry metrics) {
    this.store = store;
    this.workers = workers;
    this.budget = budget;
    this.defaultNamespace = defaultNamespace;
    this.defaultAssumptions = List.copyOf(defaultAssumptions);
    this.metrics = metrics;
  }

  /** Keeps manifests and writes a document about them. */
  byte[] keep(Context context, ManifestSet manifests, Function<Snapshot, byte[]> document) {
    String owner = RequestScope.owner(context);
    return timed("snapshot", sessions -> document.apply(store.put(owner, manifests)));
  }

  /** Writes a document about the snapshot that a request means. */
  byte[] answer(Context context, String operation, ObjectNode body,
      BiFunction<Snapshot, WarmSessions, byte[]> document) {
    Supplier<Snapshot> subject = subject(context, body);
    return timed(operation, sessions -> document.apply(subject.get(), sessions));
  }

  /** Writes a document about the two snapshots that the parts of a request mean. */
  byte[] compare(Context context, String operation, ObjectNode before, ObjectNode after,
      BiFunction<Snapshot, Snapshot, byte[]> document) {
    Supplier<Snapshot> first = subject(context, before);
    Supplier<Snapshot> second = subject(context, after);
    return timed(operation, sessions -> document.apply(first.get(), second.get()));
  }

  /** Finds or reads the snapshot that is meant; a malformed request is refused at once. */
  private Supplier<Snapshot> subject(Context context, ObjectNode body) {
    String owner = RequestScope.owner(context);
    Optional<String> id = Json.text(body, "snapshot");
    List<String> texts = Json.texts(body, "manifests");
    if (id.isPresent() == body.has("manifests")) {
      throw Problem.malformed("give either `snapshot`, the id of a posted one, or `manifests`, a list of texts");
    }
    if (id.isPresent() && (body.has("assume") || body.has("namespace"))) {
      throw Problem.malformed("`assume` and `namespace` belong to a snapshot when it is posted: leave them out here");
    }
    if (id.isPresent()) {
      return () -> store.get(owner, id.get());
    }
    ManifestSet manifests = manifests(named(texts), body);
    return () -> store.read(manifests);
  }

  /** Refuses members that neither say what a request is about nor are these. */
  static void only(ObjectNode body, String... members) {
    List<String> known = new ArrayList<>(SUBJECT);
    known.addAll(List.of(members));
    Json.only(body, known);
  }

  /** Manifests with the `assume` and `namespace` of a request. */
  ManifestSet manifests(SortedMap<String, String> texts, ObjectNode body) {
    return manifests(texts, Json.texts(body, "assume"), Json.text(body, "namespace"));
  }

  /** Manifests with these assumptions. */
  ManifestSet manifests(SortedMap<String, String> texts, List<String> assume, Optional<String> namespace) {
    if (texts.isEmpty()) {
      throw Problem.malformed("there is no manifest in the request");
    }
    List<String> errors = Assumptions.parse(assume).errors();
    if (!errors.isEmpty()) {
      throw Problem.malformed(String.join("; ", errors));
    }
    return new ManifestSet(texts, namespace.orElse(defaultNamespace),
        assume.isEmpty() ? defaultAssumptions : assume);
  }

  /** Texts without names, by their place in the list. */
  static SortedMap<String, String> named(List<String> texts) {
    SortedMap<String, String> named = new TreeMap<>();
    for (int index = 0; index < texts.size(); index++) {
      named.put("manifests[%04d]".formatted(index), texts.get(index));
    }
    return named;
  }

  private <T> T timed(String operation, Function<WarmSessions, T> task) {
    Timer timer = Timer.builder("canreach.engine")
        .tag("operation", operation)
        .publishPercentileHistogram()
        .register(
            metrics);
    return workers.run(budget, sessions -> timer.record(() -> task.apply(sessions)));
  }
}
