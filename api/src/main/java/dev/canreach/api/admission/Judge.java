package dev.canreach.api.admission;

import dev.canreach.api.http.Json;
import dev.canreach.query.Prover;
import dev.canreach.resource.Inventory;
import dev.canreach.resource.NotUnderstood;
import dev.canreach.resource.Relevance;
import dev.canreach.solver.Canreach;
import dev.canreach.solver.LoadOptions;
import dev.canreach.solver.Snapshot;
import dev.canreach.source.Diagnostics;
import dev.canreach.source.SourceReader;
import dev.canreach.source.SourceSet;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Decides about a request: the state with its change, compared with the state without. */
final class Judge {
  private static final Set<String> MADE = Set.of("Pod", "ReplicaSet", "Job");

  private final LoadOptions options;
  private final List<StateCheck> checks;

  Judge(LoadOptions options, List<StateCheck> checks) {
    this.options = options;
    this.checks = checks;
  }

  /**
   * @param prover a prover that stays open
   */
  Decision decide(ClusterState state, Review review, Prover prover) {
    ObjectNode object = (review.operation() == Review.Operation.DELETE ? review.oldObject() : review.object())
        .orElseThrow();
    if (isMadeFromTemplate(review, object)) {
      return Decision.irrelevant();
    }
    Snapshot change = load(object, state.snapshot());
    if (isIrrelevant(change.inventory())) {
      return Decision.irrelevant();
    }
    Snapshot after = review.operation() == Review.Operation.DELETE
        ? state.snapshot().without(change)
        : state.snapshot().replacing(change);
    List<String> notes = review.operation() == Review.Operation.DELETE ? List.of() : notes(change.inventory());
    return Decision.of(state.introduced(after, checks, prover), notes);
  }

  private Snapshot load(ObjectNode object, Snapshot base) {
    Diagnostics diagnostics = new Diagnostics();
    SourceSet sources = new SourceReader().read("request.json", Json.write(object).getBytes(StandardCharsets.UTF_8),
        diagnostics);
    return Canreach.load(sources, diagnostics, options.assuming(base.assumptions()));
  }

  /**
   * Pods that controllers make were judged when their template came, and so were ReplicaSets and Jobs. Anybody may write
   * an owner into an object; who asks is what the API server says.
   */
  private static boolean isMadeFromTemplate(Review review, ObjectNode object) {
    if (!review.byController() || !MADE.contains(object.path("kind").asString(""))) {
      return false;
    }
    for (JsonNode owner : object.path("metadata").path("ownerReferences").values()) {
      if (owner.path("controller").asBoolean(false)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isIrrelevant(Inventory change) {
    return change.resources().isEmpty() && change.unread().isEmpty()
        && change.notUnderstood().stream().allMatch(each -> each.relevance() == Relevance.IRRELEVANT);
  }

  private static List<String> notes(Inventory change) {
    return change.notUnderstood()
        .stream()
        .filter(each -> each.relevance() != Relevance.IRRELEVANT)
        .map(NotUnderstood::id)
        .map(id -> "canreach does not understand `" + id + "`: what it changes is unknown")
        .toList();
  }
}
