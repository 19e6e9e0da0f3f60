package dev.canreach.api.admission;

import dev.canreach.api.http.Json;
import dev.canreach.query.Prover;
import dev.canreach.resource.Resource;
import dev.canreach.solver.Canreach;
import dev.canreach.solver.LoadOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Decides about objects that nobody asked about, until decisions are quick: the first ones would otherwise be the slowest, since their code is
 * compiled while they wait. Nothing is kept of what is decided, and nobody is told.
 */
public final class Rehearsal implements Consumer<ClusterState> {
  private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);
  private static final Duration LONGEST = Duration.ofSeconds(10);
  private static final Duration QUICK = Duration.ofMillis(5);
  private static final int QUICK_IN_A_ROW = 12;
  private static final List<String> OBJECTS = List.of("""
      {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "canreach-rehearsal"},
       "spec": {"replicas": 2, "selector": {"matchLabels": {"app": "canreach-rehearsal"}}, "template": {
        "metadata": {"labels": {"app": "canreach-rehearsal"}},
        "spec": {"containers": [{"name": "c", "image": "i", "ports": [{"containerPort": 8080}]}]}}}}""", """
      {"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy", "metadata": {"name": "canreach-rehearsal"},
       "spec": {"podSelector": {}, "policyTypes": ["Ingress"], "ingress": [{
        "from": [{"podSelector": {"matchLabels": {"app": "canreach-rehearsal"}}}],
        "ports": [{"protocol": "TCP", "port": 8080}]}]}}""", """
      {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "canreach-rehearsal"},
       "spec": {"selector": {"app": "canreach-rehearsal"}, "ports": [{"port": 80, "targetPort": 8080}]}}""");

  private final Judge judge;

  /**
   * A rehearsal of what the service decides.
   *
   * @param options how the objects of requests are read
   * @param checks what objects are judged by
   */
  public Rehearsal(LoadOptions options, List<StateCheck> checks) {
    this.judge = new Judge(options, checks);
  }

  @Override
  public void accept(ClusterState state) {
    List<String> namespaces = state.snapshot()
        .inventory()
        .resources()
        .stream()
        .map(Resource::namespace)
        .filter(namespace -> !namespace.isEmpty())
        .distinct()
        .toList();
    if (namespaces.isEmpty()) {
      return;
    }
    long started = System.nanoTime();
    int quick = 0;
    int decisions = 0;
    try (Prover prover = Canreach.prover(LONGEST)) {
      while (quick < QUICK_IN_A_ROW && System.nanoTime() - started < LONGEST.toNanos()
          && !Thread.currentThread().isInterrupted()) {
        long asked = System.nanoTime();
        String namespace = namespaces.get(decisions / OBJECTS.size() % namespaces.size());
        judge.decide(state, review(OBJECTS.get(decisions % OBJECTS.size()), namespace), prover);
        quick = System.nanoTime() - asked < QUICK.toNanos() ? quick + 1 : 0;
        decisions++;
      }
    } catch (RuntimeException e) {
      LOG.atWarn().setCause(e).log("the first decisions could not be rehearsed");
    }
    LOG.atInfo()
        .addKeyValue("decisions", decisions)
        .addKeyValue("milliseconds", (System.nanoTime() - started) / 1_000_000)
        .log("rehearsed");
  }

  private static Review review(String text, String namespace) {
    ObjectNode object = (ObjectNode) Json.MAPPER.readTree(text);
    object.withObject("/metadata").put("namespace", namespace);
    return new Review("rehearsal", Review.Operation.CREATE, "canreach-rehearsal", "", true, false, Optional.of(object),
        Optional.empty());
  }
}
