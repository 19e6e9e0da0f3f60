package dev.canreach.query;

import dev.canreach.eval.Evaluator;
import dev.canreach.model.Endpoint;
import dev.canreach.model.Network;
import dev.canreach.model.Response;
import dev.canreach.model.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Finds what fails although not everything does: pairs of ends, backends of a route, shares that a proxy answers. */
final class Shortfalls {
  private final Network network;
  private final Prover prover;
  private final LegProver proofs;
  private final Question question;

  Shortfalls(Network network, Prover prover, LegProver proofs, Question question) {
    this.network = network;
    this.prover = prover;
    this.proofs = proofs;
    this.question = question;
  }

  /** The pairs that fail: pairs of ends, and the backends of each that take the traffic. */
  List<Answer.Pair> of(List<Outcome> outcomes) {
    Map<String, List<Outcome>> pairs = new LinkedHashMap<>();
    for (Outcome outcome : outcomes) {
      pairs.computeIfAbsent(outcome.leg().from().shown() + "\n" + outcome.leg().to().shown(),
          key -> new ArrayList<>()).add(outcome);
    }
    List<Answer.Pair> failures = new ArrayList<>();
    for (List<Outcome> pair : pairs.values()) {
      failures.addAll(pair(pair.stream().filter(Outcome::isForward).toList()));
      failures.addAll(answers(pair));
    }
    return failures;
  }

  private List<Answer.Pair> pair(List<Outcome> pair) {
    Map<Integer, List<Outcome>> receivers = new TreeMap<>();
    pair.forEach(outcome -> receivers.computeIfAbsent(outcome.leg().receiver(), key -> new ArrayList<>()).add(outcome));
    boolean some = pair.stream().anyMatch(Outcome::delivers);
    List<Answer.Pair> failures = new ArrayList<>();
    for (List<Outcome> ways : receivers.values()) {
      Optional<Verdict> verdict = failure(ways);
      Leg leg = ways.get(0).leg();
      if (verdict.isPresent() && !(verdict.get() == Verdict.UNROUTABLE && (some || !failures.isEmpty()))) {
        String to = leg.route().isEmpty()
            ? leg.to().shown()
            : network.endpoint(leg.receiver()).id() + " behind " + leg.to().shown();
        failures.add(new Answer.Pair(leg.from().shown(), to, verdict.get()));
      }
    }
    return failures;
  }

  /** The shares of a request that a proxy answers by itself: ways for packets that also have a way to a destination. */
  private List<Answer.Pair> answers(List<Outcome> pair) {
    List<Answer.Pair> failures = new ArrayList<>();
    for (Outcome outcome : pair) {
      Leg leg = outcome.leg();
      Optional<Response> response = leg.response();
      boolean shared = response.isPresent() && !(outcome.proof() instanceof Proof.None)
          && pair.stream().anyMatch(other -> sharesWith(leg, other));
      if (shared) {
        String status = response.get().status() > 0 ? " (" + response.get().status() + ")" : "";
        failures.add(new Answer.Pair(leg.from().shown(), leg.to().shown() + status, Verdict.UNROUTABLE));
      }
    }
    if (failures.isEmpty() && pair.stream().noneMatch(Outcome::isForward)) {
      Leg first = pair.get(0).leg();
      failures.add(new Answer.Pair(first.from().shown(), first.to().shown(), Verdict.UNROUTABLE));
    }
    return failures;
  }

  /** Whether the packet that the other way delivers may take this one instead. */
  private boolean sharesWith(Leg leg, Outcome other) {
    return other.isForward() && other.proof() instanceof Proof.Found found
        && new Evaluator(network, found.valuation()).decide(leg.flow().path(), found.witness()).allowed();
  }

  /** What became of the ways to one receiver, when not all of the traffic arrives. */
  private Optional<Verdict> failure(List<Outcome> ways) {
    List<Leg> delivering = ways.stream()
        .filter(way -> way.proof() instanceof Proof.Found)
        .map(Outcome::leg)
        .toList();
    if (!delivering.isEmpty()) {
      boolean many = delivering.stream().anyMatch(Shortfalls::isMany);
      // What one of several delivering ways loses may arrive by another one.
      return many && question.isConcrete() && delivering.size() == 1 ? loss(delivering.get(0)) : Optional.empty();
    }
    if (ways.stream().anyMatch(way -> !(way.proof() instanceof Proof.None))) {
      return Optional.of(Verdict.UNKNOWN);
    }
    boolean routed = ways.stream().map(Outcome::leg).anyMatch(proofs::isRouted);
    return Optional.of(routed ? Verdict.BLOCKED : Verdict.UNROUTABLE);
  }

  /** What becomes of the packets of a way that do not arrive, when there are any. */
  private Optional<Verdict> loss(Leg leg) {
    return switch (prover.loses(network, leg.flow())) {
      case Proof.Found found -> Optional.of(Verdict.BLOCKED);
      case Proof.None none -> Optional.empty();
      case Proof.Depends depends -> Optional.of(Verdict.UNKNOWN);
      case Proof.GaveUp gaveUp -> Optional.of(Verdict.UNKNOWN);
    };
  }

  /** Whether an end stands for many addresses or for pods of many labels, some of which may fare worse than others. */
  private static boolean isMany(Leg leg) {
    return isMany(leg.from().endpoint()) || isMany(leg.to().endpoint());
  }

  private static boolean isMany(Endpoint endpoint) {
    return endpoint.role() == Role.OUTSIDE || endpoint.role() == Role.FUTURE;
  }
}
