package dev.canreach.query;

import dev.canreach.eval.Decision;
import dev.canreach.eval.Evaluator;
import dev.canreach.eval.Trace;
import dev.canreach.model.Action;
import dev.canreach.model.Condition;
import dev.canreach.model.Enforcer;
import dev.canreach.model.Network;
import dev.canreach.model.Origin;
import dev.canreach.model.Path;
import dev.canreach.model.Plane;
import dev.canreach.model.PolicyRule;
import dev.canreach.model.Scope;
import dev.canreach.model.Step;
import dev.canreach.model.Tier;
import dev.canreach.packet.Packet;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Request;
import dev.canreach.packet.Valuation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Says why a leg delivers nothing: every stage by itself, the objects in the way, and the rules that allow almost this. */
final class BlockExplainer {
  /** How many rules of one stage are compared with the traffic; more would not be read. */
  private static final int MOST_NEAR_MISSES = 20;

  private final Network network;
  private final Prover prover;
  private final Narrator narrator;

  BlockExplainer(Network network, Prover prover) {
    this.network = network;
    this.prover = prover;
    this.narrator = new Narrator(network);
  }

  /**
   * Why nothing arrives.
   *
   * @param path every stage, judged by itself
   * @param blockers the fewest objects without which something would arrive
   * @param nearMisses rules that allow almost this
   * @param blocked the planes that let nothing through by themselves
   * @param sample a packet of the leg as its last plane sees it
   * @param by what refuses it first
   */
  record Explanation(List<PathStep> path, List<Blocker> blockers, List<NearMiss> nearMisses, List<Plane> blocked,
      Packet sample, Enforcer by) {}

  /**
   * Explains a leg whose routing takes packets, but whose planes deliver none.
   *
   * @param removals the fewest objects without which something would arrive
   */
  Explanation explain(Leg leg, Set<String> removals) {
    if (!(prover.delivers(network, leg.routing()) instanceof Proof.Found routed)) {
      throw new IllegalArgumentException("no packet gets as far as a policy");
    }
    Packet sample = routed.witness();
    Evaluator evaluator = new Evaluator(network, routed.valuation());
    List<PathStep> path = new ArrayList<>();
    List<NearMiss> nearMisses = new ArrayList<>();
    List<Leg.Stop> blocked = new ArrayList<>();
    Optional<Enforcer> by = Optional.empty();
    Packet current = sample;
    List<Step> steps = leg.flow().path().steps();
    for (int position = 0; position < steps.size(); position++) {
      switch (steps.get(position)) {
        case Step.Hop hop -> {
          Decision decision = evaluator.decide(new Path(List.of(hop)), current);
          path.addAll(narrator.steps(decision.traces(), current));
          current = decision.last();
        }
        case Step.Stage stage -> {
          Leg.Stop stop = new Leg.Stop(position, stage.plane());
          path.add(stage(leg, stop, current, blocked));
          if (blocked.contains(stop)) {
            nearMisses.addAll(nearMisses(leg, stop, current));
            by = Optional.of(by.orElse(enforcer(evaluator, stage.plane(), current)));
          }
        }
      }
    }
    List<Plane> planes = blocked.stream().map(Leg.Stop::plane).distinct().toList();
    return new Explanation(path, blockers(leg, blocked, removals), nearMisses, planes, current,
        by.orElse(Enforcer.KERNEL));
  }

  /** The kernel reads no requests: what it would let pass without one, a proxy refuses (CALICO/1.14, CILIUM/2.7). */
  private static Enforcer enforcer(Evaluator evaluator, Plane plane, Packet packet) {
    boolean forRequest = plane.enforcer() == Enforcer.KERNEL
        && evaluator.judge(plane, packet.withRequest(Request.NONE)).action() == Action.ALLOW;
    return forRequest ? Enforcer.PROXY : plane.enforcer();
  }

  /** One plane by itself. */
  private PathStep stage(Leg leg, Leg.Stop stop, Packet sample, List<Leg.Stop> blocked) {
    Plane plane = stop.plane();
    Proof proof = prover.delivers(network, leg.only(stop));
    return switch (proof) {
      case Proof.Found found -> last(leg, stop, found);
      case Proof.None none -> {
        blocked.add(stop);
        Evaluator evaluator = new Evaluator(network, Valuation.DEFAULT);
        yield narrator.judged(evaluator.judge(plane, sample), sample);
      }
      case Proof.Depends depends -> unknown(last(leg, stop, depends.with()));
      case Proof.GaveUp gaveUp -> new PathStep(plane.name(), "unknown", Optional.empty(), gaveUp.reason(), List.of());
    };
  }

  private static PathStep unknown(PathStep step) {
    return new PathStep(step.stage(), "unknown", step.by(),
        "it depends on what the input does not state: " + step.text(), step.evidence());
  }

  private PathStep last(Leg leg, Leg.Stop stop, Proof.Found found) {
    Evaluator evaluator = new Evaluator(network, found.valuation());
    List<Trace> traces = evaluator.decide(leg.only(stop).path(), found.witness()).traces();
    List<PathStep> steps = narrator.steps(traces, found.witness());
    return steps.get(steps.size() - 1);
  }

  private List<Blocker> blockers(Leg leg, List<Leg.Stop> blocked, Set<String> removals) {
    List<Leg.Stop> stops = blocked.isEmpty() ? leg.stops() : blocked;
    List<Blocker> blockers = new ArrayList<>();
    for (String object : new TreeSet<>(removals)) {
      for (Leg.Stop stop : stops) {
        blocker(leg, stop, object).ifPresent(blockers::add);
      }
      if (blockers.stream().noneMatch(blocker -> blocker.origin().object().equals(object))) {
        leg.stops()
            .stream()
            .flatMap(stop -> blocker(leg, stop, object).stream())
            .findFirst()
            .ifPresent(blockers::add);
      }
    }
    return blockers;
  }

  /** What the object does at this stage to an end of the leg; it may well isolate other pods there. */
  private Optional<Blocker> blocker(Leg leg, Leg.Stop stop, String object) {
    Plane plane = stop.plane();
    for (Tier tier : plane.tiers()) {
      for (Scope scope : tier.scopes()) {
        if (scope.origin().object().equals(object) && satisfiable(leg, stop, scope.subject())) {
          return Optional.of(new Blocker(scope.origin(), plane.name(), "isolates"));
        }
      }
      for (PolicyRule rule : tier.rules()) {
        if (rule.action() == Action.DENY && rule.origin().object().equals(object)
            && satisfiable(leg, stop, rule.subject())) {
          return Optional.of(new Blocker(rule.origin(), plane.name(), "denies"));
        }
      }
    }
    return Optional.empty();
  }

  private List<NearMiss> nearMisses(Leg leg, Leg.Stop stop, Packet sample) {
    Evaluator evaluator = new Evaluator(network, Valuation.DEFAULT);
    TreeMap<Origin, NearMiss> found = new TreeMap<>();
    for (Tier tier : stop.plane().tiers()) {
      for (PolicyRule rule : tier.rules()) {
        if (found.size() < MOST_NEAR_MISSES && rule.action() == Action.ALLOW && !found.containsKey(rule.origin())
            && !rule.conditions().isEmpty() && evaluator.matches(rule.subject(), sample)) {
          nearMiss(leg, stop, rule).ifPresent(miss -> found.put(rule.origin(), miss));
        }
      }
    }
    return List.copyOf(found.values());
  }

  private Optional<NearMiss> nearMiss(Leg leg, Leg.Stop stop, PolicyRule rule) {
    List<String> failed = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    for (Condition condition : rule.conditions()) {
      if (!failed.contains(condition.name()) && !satisfiable(leg, stop, condition.expr())) {
        failed.add(condition.name());
        String request = RequestText.describe(condition.expr());
        String other = request.isEmpty() ? "does not match" : "allows " + request;
        texts.add(condition.name().equals("port")
            ? "port: allows " + PortText.describe(condition.expr())
            : condition.name() + ": " + other);
      }
    }
    return failed.isEmpty()
        ? Optional.empty()
        : Optional.of(new NearMiss(rule.origin(), stop.plane().name(), failed, String.join("; ", texts)));
  }

  /** Whether some packet of the leg satisfies the predicate where it meets the plane. */
  private boolean satisfiable(Leg leg, Leg.Stop stop, PacketExpr expr) {
    Origin nowhere = leg.from().endpoint().origin();
    Step.Hop check = new Step.Hop("check", expr, List.of(), nowhere);
    return !(prover.delivers(network, leg.check(stop, check)) instanceof Proof.None);
  }
}
