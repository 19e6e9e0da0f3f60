package dev.canreach.query;

import dev.canreach.eval.Decision;
import dev.canreach.eval.Evaluator;
import dev.canreach.model.Endpoint;
import dev.canreach.model.Network;
import dev.canreach.model.Origin;
import dev.canreach.model.Role;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.Packet;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Side;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Answers questions about one network. Like the prover that it uses, it belongs to one thread at a time.
 */
public final class Asker {
  private final Network network;
  private final Prover prover;
  private final AskOptions options;
  private final Openings openings;
  private final EndpointResolver resolver;
  private final FlowPlanner planner;
  private final Narrator narrator;
  private final NameLookup lookup;

  /** An asker over a network; the prover stays the caller's to close. */
  public Asker(Network network, Prover prover, AskOptions options, Openings openings) {
    this.network = network;
    this.prover = prover;
    this.options = options;
    this.openings = openings;
    this.resolver = new EndpointResolver(network, options.publicInternet());
    this.planner = new FlowPlanner(network);
    this.narrator = new Narrator(network);
    this.lookup = new NameLookup(network, prover, planner);
  }

  /** The network that is asked about. */
  public Network network() {
    return network;
  }

  /** Answers a question; one that cannot be answered as it stands yields {@link Answer.Unanswerable}. */
  public Answer ask(Question question) {
    try {
      EndpointRef fromRef = EndpointRef.parse(question.from());
      return switch (question.target()) {
        case Question.Reach reach -> reach(question, fromRef, EndpointRef.parse(reach.to()));
        case Question.Resolve resolve -> resolve(question, fromRef, resolve.name());
      };
    } catch (QuestionException e) {
      return new Answer.Unanswerable(question.json(), e.problem());
    }
  }

  /** The flows that a question is about, as {@link Prover#smt2} takes them. */
  public List<Flow> flows(Question question) throws QuestionException {
    if (!(question.target() instanceof Question.Reach reach)) {
      throw new QuestionException("a name is looked up, not proved: ask with `to`");
    }
    EndpointRef toRef = EndpointRef.parse(reach.to());
    if (!(resolver.resolve(EndpointRef.parse(question.from()), Side.SOURCE) instanceof EndpointResolver.Found from)) {
      return List.of();
    }
    return legs(question, from.candidates(), toRef).legs().stream().map(Leg::flow).toList();
  }

  private Answer reach(Question question, EndpointRef fromRef, EndpointRef toRef) throws QuestionException {
    EndpointResolver.Resolved from = resolver.resolve(fromRef, Side.SOURCE);
    if (from instanceof EndpointResolver.Missing missing) {
      return unroutable(question, missing.reason(), options.doubts().about(fromRef));
    }
    List<Candidate> sources = ((EndpointResolver.Found) from).candidates();
    Ways ways = legs(question, sources, toRef);
    if (ways.legs().isEmpty() && ways.lookups().isEmpty()) {
      return unroutable(question, ways.reason(), options.doubts().about(toRef));
    }
    if (ways.legs().stream().anyMatch(leg -> !isOutside(leg)) || ways.legs().isEmpty()) {
      Answer.Judged answer = judge(question, ways);
      Optional<Assumption> doubt = options.doubts().about(toRef);
      return answer.verdict() == Verdict.UNROUTABLE && doubt.isPresent()
          ? unroutable(question, answer.reason(), doubt)
          : answer;
    }
    return outside(question);
  }

  /** Whether the input says nothing about either end. */
  private static boolean isOutside(Leg leg) {
    return leg.from().endpoint().role() == Role.OUTSIDE && leg.to().endpoint().role() == Role.OUTSIDE;
  }

  private static Answer outside(Question question) {
    AnswerDraft draft = new AnswerDraft(question);
    draft.reason = "neither end belongs to anything in the input";
    draft.presume(Assumption.open("outside", "the networks between the two ends let this traffic pass",
        "ask about a workload, Service or node of the input"), true, Verdict.REACHABLE, Verdict.BLOCKED);
    return draft.answer();
  }

  /**
   * The ways to look at.
   *
   * @param legs the ways themselves
   * @param lookups what the clients' name lookups came to, where the destination is a name
   * @param reason why there is no way, when there is none
   */
  private record Ways(List<Leg> legs, List<NameLookup.Lookup> lookups, String reason) {}

  private Ways legs(Question question, List<Candidate> sources, EndpointRef toRef) throws QuestionException {
    PacketExpr guard = question.guard();
    List<Leg> legs = new ArrayList<>();
    if (toRef instanceof EndpointRef.Host host) {
      List<NameLookup.Lookup> lookups = new ArrayList<>();
      for (Candidate from : sources) {
        NameLookup.Lookup found = lookup.ask(from, host.name());
        lookups.add(found);
        found.targets().forEach(to -> legs.addAll(planner.legs(from, to, guard)));
      }
      return new Ways(legs, lookups, "");
    }
    EndpointResolver.Resolved to = resolver.resolve(toRef, Side.DESTINATION);
    if (to instanceof EndpointResolver.Missing missing) {
      return new Ways(List.of(), List.of(), missing.reason());
    }
    List<Candidate> destinations = ((EndpointResolver.Found) to).candidates();
    boolean many = sources.size() > 1 && destinations.size() > 1;
    String reason = "";
    for (Candidate from : sources) {
      for (Candidate target : destinations) {
        List<Leg> ways = planner.legs(from, target, guard);
        if (ways.isEmpty()) {
          reason = target.shown() + " has no endpoints: nothing stands behind it";
        }
        // A pod reaches itself whatever policies say; among many ends that says nothing.
        ways.stream().filter(leg -> !(many && leg.flow().loopback())).forEach(legs::add);
      }
    }
    return new Ways(legs, List.of(), reason);
  }

  private Answer.Judged judge(Question question, Ways ways) {
    LegProver proofs = new LegProver(network, prover, ways.legs());
    Map<String, List<Outcome>> pairs = new LinkedHashMap<>();
    List<Outcome> all = new ArrayList<>();
    for (Leg leg : ways.legs()) {
      Outcome outcome = new Outcome(leg, proofs.delivers(leg));
      all.add(outcome);
      pairs.computeIfAbsent(leg.from().shown() + "\n" + leg.to().shown(), key -> new ArrayList<>()).add(outcome);
    }
    AnswerDraft draft = new AnswerDraft(question);
    draft.lookups(ways.lookups());
    Optional<Outcome> found = all.stream().filter(outcome -> outcome.proof() instanceof Proof.Found).findFirst();
    Optional<Outcome> depends = all.stream()
        .filter(outcome -> outcome.proof() instanceof Proof.Depends || outcome.proof() instanceof Proof.GaveUp)
        .findFirst();
    if (found.isPresent()) {
      reachable(draft, found.get(), all);
      failures(draft, pairs, proofs);
    } else if (depends.isPresent()) {
      unknown(draft, depends.get());
    } else {
      blocked(draft, all, proofs);
    }
    rejections(draft);
    return draft.answer();
  }

  /** A leg and what the prover says about it. */
  private record Outcome(Leg leg, Proof proof) {}

  private void reachable(AnswerDraft draft, Outcome first, List<Outcome> all) {
    draft.verdict = draft.lookupVerdict().orElse(Verdict.REACHABLE);
    Proof.Found found = (Proof.Found) first.proof();
    witness(draft, first.leg(), found);
    TreeSet<Assumption> decisive = new TreeSet<>(found.decisive());
    for (Outcome outcome : all) {
      if (outcome.proof() instanceof Proof.Found other) {
        decisive.retainAll(other.decisive());
        destination(draft, outcome.leg(), other);
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
    undeclared(draft, draft.witness.orElseThrow());
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
        network.endpoint(decision.last().destination().endpoint()).id(), decision.last()));
  }

  private void destination(AnswerDraft draft, Leg leg, Proof.Found found) {
    if (leg.backend().isEmpty()) {
      return;
    }
    Packet last = new Evaluator(network, found.valuation()).decide(leg.flow().path(), found.witness()).last();
    int port = last.protocol().hasPorts() ? last.destinationPort() : 0;
    Answer.Destination destination = new Answer.Destination(network.endpoint(leg.receiver()).id(), port,
        leg.backend().get().weight());
    if (!draft.destinations.contains(destination)) {
      draft.destinations.add(destination);
    }
  }

  /** The pairs that fail although others do not: pairs of ends, and the backends of each that take the traffic. */
  private void failures(AnswerDraft draft, Map<String, List<Outcome>> pairs, LegProver proofs) {
    for (List<Outcome> pair : pairs.values()) {
      Map<Integer, List<Outcome>> receivers = new TreeMap<>();
      pair.forEach(
          outcome -> receivers.computeIfAbsent(outcome.leg().receiver(), key -> new ArrayList<>()).add(outcome));
      boolean some = pair.stream().anyMatch(outcome -> outcome.proof() instanceof Proof.Found);
      boolean added = false;
      for (List<Outcome> ways : receivers.values()) {
        Optional<Verdict> verdict = failure(draft.question, ways, proofs);
        Leg leg = ways.get(0).leg();
        if (verdict.isPresent() && !(verdict.get() == Verdict.UNROUTABLE && (some || added))) {
          String to = leg.route().isEmpty()
              ? leg.to().shown()
              : network.endpoint(leg.receiver()).id() + " behind " + leg.to().shown();
          draft.failures.add(new Answer.Pair(leg.from().shown(), to, verdict.get()));
          added = true;
        }
      }
    }
  }

  /** What became of the ways to one receiver, when not all of the traffic arrives. */
  private Optional<Verdict> failure(Question question, List<Outcome> ways, LegProver proofs) {
    List<Leg> delivering = ways.stream()
        .filter(way -> way.proof() instanceof Proof.Found)
        .map(Outcome::leg)
        .toList();
    if (!delivering.isEmpty()) {
      boolean many = delivering.stream().anyMatch(Asker::isMany);
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

  private void unknown(AnswerDraft draft, Outcome outcome) {
    draft.verdict = draft.lookupVerdict().filter(verdict -> verdict != Verdict.UNKNOWN).orElse(Verdict.UNKNOWN);
    if (outcome.proof() instanceof Proof.GaveUp gaveUp) {
      draft.reason = gaveUp.reason();
    }
    if (outcome.proof() instanceof Proof.Depends depends) {
      witness(draft, outcome.leg(), depends.with());
      for (Assumption assumption : depends.assumptions()) {
        draft.presume(assumption, depends.with().valuation().holds(assumption), Verdict.REACHABLE, Verdict.BLOCKED);
      }
    }
  }

  private void blocked(AnswerDraft draft, List<Outcome> all, LegProver proofs) {
    Optional<Leg> easiest = easiest(all.stream().map(Outcome::leg).filter(proofs::isRouted).toList(), proofs);
    if (easiest.isEmpty()) {
      draft.verdict = draft.lookupVerdict().orElse(Verdict.UNROUTABLE);
      if (draft.reason.isEmpty()) {
        draft.reason = NoRoute.reason(network, all.stream().map(Outcome::leg).toList(), draft.question);
      }
      return;
    }
    Leg leg = easiest.get();
    draft.verdict = Verdict.BLOCKED;
    TreeSet<Assumption> decisive = new TreeSet<>();
    for (Outcome outcome : all) {
      if (outcome.proof() instanceof Proof.None none) {
        decisive.addAll(none.decisive());
      }
    }
    decisive.forEach(assumption -> draft.presume(assumption, assumption.byDefault().orElse(false), Verdict.BLOCKED,
        Verdict.REACHABLE));
    explain(draft, leg, new BlockExplainer(network, prover).explain(leg, proofs.removals(leg).orElse(Set.of())));
  }

  private void explain(AnswerDraft draft, Leg leg, BlockExplainer.Explanation why) {
    draft.path.addAll(why.path());
    draft.blockers.addAll(why.blockers());
    draft.nearMisses.addAll(why.nearMisses());
    if (why.blocked().isEmpty()) {
      draft.notes.add("each side lets some traffic through, but none passes both");
    }
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

  /** The objects of the answer that their server would refuse. */
  private void rejections(AnswerDraft draft) {
    TreeSet<String> objects = new TreeSet<>();
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

  private Answer resolve(Question question, EndpointRef fromRef, String name) throws QuestionException {
    EndpointResolver.Resolved from = resolver.resolve(fromRef, Side.SOURCE);
    if (from instanceof EndpointResolver.Missing missing) {
      return new Answer.Resolved(question, Verdict.UNROUTABLE, List.of(), List.of(), missing.reason(), List.of(),
          List.of());
    }
    List<Candidate> clients = ((EndpointResolver.Found) from).candidates();
    if (clients.size() > 1) {
      throw new QuestionException("`" + question.from() + "` stands for " + clients.size()
          + " endpoints, and names may resolve differently for each: name one");
    }
    NameLookup.Lookup found = lookup.ask(clients.get(0), name);
    List<String> addresses = found.verdict() == Verdict.REACHABLE ? found.addresses() : List.of();
    boolean doubtful = found.verdict() == Verdict.UNROUTABLE && options.doubts().names().isPresent();
    return new Answer.Resolved(question, doubtful ? Verdict.UNKNOWN : found.verdict(), addresses, found.searched(),
        found.reason(), found.path(),
        found.presumptions());
  }

  /** Nothing is there, unless a doubt says that it may be. */
  private static Answer unroutable(Question question, String reason, Optional<Assumption> doubt) {
    AnswerDraft draft = new AnswerDraft(question);
    draft.verdict = doubt.isPresent() ? Verdict.UNKNOWN : Verdict.UNROUTABLE;
    draft.reason = reason;
    doubt.ifPresent(assumption -> draft.presume(assumption, false, Verdict.UNROUTABLE, Verdict.UNKNOWN));
    return draft.answer();
  }
}
