package dev.canreach.query;

import dev.canreach.eval.Decision;
import dev.canreach.eval.Evaluator;
import dev.canreach.model.Endpoint;
import dev.canreach.model.Network;
import dev.canreach.model.Origin;
import dev.canreach.model.Response;
import dev.canreach.model.Role;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.Packet;
import dev.canreach.packet.Valuation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Makes an answer of what the prover says about the ways of a question. */
final class Judge {
  /** How many ends without pods are named one by one. */
  private static final int MAX_IDLE = 3;

  private final Network network;
  private final Prover prover;
  private final AskOptions options;
  private final Openings openings;
  private final Narrator narrator;

  Judge(Network network, Prover prover, AskOptions options, Openings openings) {
    this.network = network;
    this.prover = prover;
    this.options = options;
    this.openings = openings;
    this.narrator = new Narrator(network);
  }

  /** The answer to a question that these ways, and these name lookups of its clients, are about. */
  Answer.Judged judge(Question question, List<Leg> legs, List<NameLookup.Lookup> asked) {
    Lookups lookups = new Lookups(asked);
    LegProver proofs = new LegProver(network, prover, legs);
    Forwarding forwarding = new Forwarding(network, proofs);
    List<Outcome> all = new ArrayList<>();
    for (Leg leg : legs) {
      all.add(new Outcome(leg, proofs.delivers(leg)));
    }
    AnswerDraft draft = new AnswerDraft(question);
    draft.handling = Answer.Handling.NONE.with(forwarding.backends(all));
    Optional<Outcome> found = all.stream()
        .filter(Outcome::delivers)
        .filter(outcome -> lookups.answer(outcome.leg()))
        .findFirst();
    Optional<Outcome> depends = all.stream()
        .filter(Outcome::isForward)
        .filter(outcome -> isUndecided(outcome) || outcome.delivers())
        .filter(outcome -> lookups.mayAnswer(outcome.leg()))
        .findFirst();
    found.or(() -> depends)
        .flatMap(outcome -> lookups.of(outcome.leg()))
        .or(lookups::best)
        .ifPresent(draft::lookup);
    Optional<Outcome> answered = all.stream()
        .filter(outcome -> !outcome.isForward() && !(outcome.proof() instanceof Proof.None))
        .findFirst();
    boolean refused = all.stream().anyMatch(outcome -> outcome.isForward() && proofs.isRouted(outcome.leg()));
    if (found.isPresent()) {
      draft.destinations.addAll(forwarding.destinations(all));
      reachable(draft, found.get(), all, forwarding);
      draft.failures.addAll(new Shortfalls(network, prover, proofs, question).of(all));
      draft.failures.addAll(lookups.failures());
    } else if (depends.isPresent()) {
      draft.destinations.addAll(forwarding.destinations(all));
      unknown(draft, depends.get(), all);
    } else if (answered.isPresent() && !refused) {
      answered(draft, answered.get(), all, forwarding);
    } else {
      blocked(draft, all, proofs);
    }
    idle(draft, legs);
    rejections(draft, legs);
    return draft.answer();
  }

  private static boolean isUndecided(Outcome outcome) {
    return outcome.proof() instanceof Proof.Depends || outcome.proof() instanceof Proof.GaveUp;
  }

  private void reachable(AnswerDraft draft, Outcome first, List<Outcome> all, Forwarding forwarding) {
    draft.verdict = draft.lookupVerdict().orElse(Verdict.REACHABLE);
    Proof.Found found = (Proof.Found) first.proof();
    witness(draft, first.leg(), found);
    TreeSet<Assumption> decisive = new TreeSet<>(found.decisive());
    for (Outcome outcome : all) {
      if (outcome.isForward() && outcome.proof() instanceof Proof.Found other) {
        decisive.retainAll(other.decisive());
      }
    }
    for (Assumption assumption : decisive) {
      boolean taken = found.valuation().holds(assumption);
      draft.presume(assumption, taken, Verdict.REACHABLE, Verdict.BLOCKED);
    }
    if (first.leg().receiver() == first.leg().flow().source() && !first.leg().flow().loopback()
        && first.leg().route().isEmpty() && first.leg().from().endpoint().role() == Role.WORKLOAD) {
      draft.notes.add("this is about two pods of " + first.leg().from().shown() + "; a pod always reaches itself");
    }
    Answer.Witness witness = draft.witness.orElseThrow();
    draft.handling = forwarding.served(witness, draft.handling.backends());
    undeclared(draft, witness);
  }

  private void undeclared(AnswerDraft draft, Answer.Witness witness) {
    var receiver = network.endpoint(witness.arrives().destination().endpoint());
    Packet packet = witness.arrives();
    if (draft.question.port().isEmpty() || !packet.protocol().hasPorts() || receiver.ports().isEmpty()
        || receiver.role() != Role.WORKLOAD) {
      return;
    }
    boolean declared = receiver.ports()
        .stream()
        .anyMatch(port -> port.protocol().equals(packet.protocol()) && port.port() == packet.destinationPort());
    if (!declared) {
      draft.notes
          .add("no container of " + receiver.id() + " declares " + packet.protocol() + " " + packet.destinationPort()
              + ": policies let it pass, but perhaps nothing listens there");
    }
  }

  private void witness(AnswerDraft draft, Leg leg, Proof.Found found) {
    Decision decision = new Evaluator(network, found.valuation()).decide(leg.flow().path(), found.witness());
    draft.path.addAll(narrator.steps(decision.traces(), found.witness()));
    draft.witness = Optional.of(new Answer.Witness(found.witness(), leg.from().endpoint().id(),
        network.endpoint(leg.receiver()).id(), decision.last()));
  }

  private void unknown(AnswerDraft draft, Outcome outcome, List<Outcome> all) {
    draft.verdict = draft.lookupVerdict().filter(verdict -> verdict != Verdict.UNKNOWN).orElse(Verdict.UNKNOWN);
    if (outcome.proof() instanceof Proof.GaveUp gaveUp) {
      draft.reason = gaveUp.reason();
    }
    if (outcome.proof() instanceof Proof.Found found) {
      witness(draft, outcome.leg(), found);
    }
    if (outcome.proof() instanceof Proof.Depends depends) {
      witness(draft, outcome.leg(), depends.with());
      List<Assumption> decisive = depends.assumptions()
          .stream()
          .filter(assumption -> !onlyDecidesTheWay(assumption, depends.with().valuation(), outcome, all))
          .toList();
      for (Assumption assumption : decisive.isEmpty() ? depends.assumptions() : decisive) {
        draft.presume(assumption, depends.with().valuation().holds(assumption), Verdict.REACHABLE, Verdict.BLOCKED);
      }
    }
  }

  /** Whether the other way round this assumption closes one way, but another one then delivers. */
  private boolean onlyDecidesTheWay(Assumption assumption, Valuation taken, Outcome way, List<Outcome> all) {
    Evaluator evaluator = new Evaluator(network, taken.with(Map.of(assumption, !taken.holds(assumption))));
    return !delivers(way, evaluator)
        && all.stream().anyMatch(other -> other.isForward() && delivers(other, evaluator));
  }

  private static boolean delivers(Outcome outcome, Evaluator evaluator) {
    return outcome.found()
        .filter(found -> evaluator.decide(outcome.leg().flow().path(), found.witness()).allowed())
        .isPresent();
  }

  /** A proxy answers, and nothing is forwarded. */
  private void answered(AnswerDraft draft, Outcome outcome, List<Outcome> all, Forwarding forwarding) {
    Leg leg = outcome.leg();
    Response response = leg.response().orElseThrow();
    Optional<Proof.Found> found = outcome.found();
    if (found.isEmpty()) {
      unknown(draft, outcome, all);
      return;
    }
    draft.verdict = Verdict.UNROUTABLE;
    Decision decision = new Evaluator(network, found.get().valuation())
        .decide(leg.flow().path(), found.get().witness());
    String does = response.redirects() ? "redirects the client" : "answers";
    String status = response.status() > 0 ? " with " + response.status() : "";
    draft.reason = network.endpoint(leg.receiver()).id() + " " + does + status + ": " + response.reason();
    draft.path.addAll(narrator.steps(decision.traces(), found.get().witness()));
    draft.path.add(new PathStep("answer", "answered",
        leg.route().map(route -> route.origin()), draft.reason, List.of()));
    draft.handling = forwarding.answered(leg, decision, draft.handling.backends());
    presumeOthers(draft, all);
  }

  private void blocked(AnswerDraft draft, List<Outcome> all, LegProver proofs) {
    List<Leg> certain = all.stream().map(Outcome::leg).filter(proofs::isRouted).toList();
    // where nobody knows if packets get there, policies that let none through say more than the open way
    List<Leg> routed = certain.isEmpty() ? proofs.granted(all.stream().map(Outcome::leg).toList()) : certain;
    List<Leg> forwarding = routed.stream().filter(leg -> leg.response().isEmpty()).toList();
    Optional<Leg> easiest = easiest(forwarding.isEmpty() ? routed : forwarding, proofs);
    if (easiest.isEmpty()) {
      draft.verdict = draft.lookupVerdict().orElse(Verdict.UNROUTABLE);
      if (draft.reason.isEmpty()) {
        draft.reason = NoRoute.reason(network, all.stream().map(Outcome::leg).toList(), draft.question);
      }
      return;
    }
    Leg leg = easiest.get();
    draft.verdict = Verdict.BLOCKED;
    if (certain.isEmpty()) {
      draft.notes.add(NoRoute.reason(network, all.stream().map(Outcome::leg).toList(), draft.question));
    }
    presumeOthers(draft, all);
    explain(draft, leg, new BlockExplainer(network, prover).explain(leg, proofs.removals(leg).orElse(Set.of())));
  }

  /** The defaults with which of the other way some traffic would be served. */
  private static void presumeOthers(AnswerDraft draft, List<Outcome> all) {
    TreeSet<Assumption> decisive = new TreeSet<>();
    for (Outcome outcome : all) {
      if (outcome.isForward() && outcome.proof() instanceof Proof.None none) {
        decisive.addAll(none.decisive());
      }
    }
    decisive.forEach(assumption -> draft.presume(assumption, assumption.byDefault().orElse(false), draft.verdict,
        Verdict.REACHABLE));
  }

  private void explain(AnswerDraft draft, Leg leg, BlockExplainer.Explanation why) {
    draft.path.addAll(why.path());
    draft.blockers.addAll(why.blockers());
    draft.nearMisses.addAll(why.nearMisses());
    if (why.blocked().isEmpty()) {
      draft.notes.add("each side lets some traffic through, but none passes both");
    }
    draft.by = Optional.of(why.by());
    draft.opening = openings.find(new Openings.Blocked(draft.question, leg.flow(), why.sample(), why.blocked()));
  }

  /** The leg with the fewest objects in its way. */
  private static Optional<Leg> easiest(List<Leg> legs, LegProver proofs) {
    Optional<Leg> best = legs.stream().findFirst();
    int fewest = Integer.MAX_VALUE;
    for (Leg leg : legs) {
      int size = proofs.removals(leg).map(Set::size).filter(count -> count > 0).orElse(Integer.MAX_VALUE);
      if (size < fewest) {
        fewest = size;
        best = Optional.of(leg);
      }
    }
    return best;
  }

  /** Ends that no pod of runs now: the answer is about those to come (K8S/W-01). */
  private void idle(AnswerDraft draft, List<Leg> legs) {
    SortedMap<String, String> reasons = new TreeMap<>();
    for (Leg leg : legs) {
      for (Endpoint end : List.of(leg.from().endpoint(), network.endpoint(leg.receiver()))) {
        if (!end.idle().isEmpty()) {
          reasons.put(end.id(), end.idle());
        }
      }
    }
    reasons.entrySet()
        .stream()
        .limit(MAX_IDLE)
        .forEach(end -> draft.notes.add("no pod of " + end.getKey() + " runs now: " + end.getValue()
            + "; this is about its pods once there are some"));
    if (reasons.size() > MAX_IDLE) {
      draft.notes.add("no pod of " + (reasons.size() - MAX_IDLE) + " more ends runs now");
    }
  }

  /** The objects of the answer that their server would refuse: those that the ends come from, and those that decide. */
  private void rejections(AnswerDraft draft, List<Leg> legs) {
    if (options.rejections().isEmpty()) {
      return;
    }
    TreeSet<String> objects = new TreeSet<>();
    for (Leg leg : legs) {
      objects.add(leg.from().endpoint().origin().object());
      objects.add(leg.to().endpoint().origin().object());
      objects.add(network.endpoint(leg.receiver()).origin().object());
    }
    draft.path.forEach(step -> {
      step.by().map(Origin::object).ifPresent(objects::add);
      step.evidence().forEach(evidence -> objects.add(evidence.origin().object()));
    });
    for (Map.Entry<String, List<Answer.Refused>> entry : options.rejections().entrySet()) {
      boolean presumed = draft.assumptions.stream()
          .anyMatch(presumption -> presumption.assumption().statement().contains("`" + entry.getKey() + "`"));
      if (presumed || objects.contains(entry.getKey())) {
        draft.rejected.addAll(entry.getValue());
      }
    }
  }
}
