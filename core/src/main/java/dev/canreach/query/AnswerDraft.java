package dev.canreach.query;

import dev.canreach.model.Enforcer;
import dev.canreach.packet.Assumption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An answer while it is put together. */
final class AnswerDraft {
  final Question question;
  Verdict verdict = Verdict.UNKNOWN;
  Optional<Answer.Witness> witness = Optional.empty();
  final List<PathStep> path = new ArrayList<>();
  final List<Blocker> blockers = new ArrayList<>();
  final List<NearMiss> nearMisses = new ArrayList<>();
  Optional<Opening> opening = Optional.empty();
  String reason = "";
  final List<Answer.Presumption> assumptions = new ArrayList<>();
  final List<Answer.Refused> rejected = new ArrayList<>();
  final List<Answer.Destination> destinations = new ArrayList<>();
  final List<Answer.Pair> failures = new ArrayList<>();
  final List<String> notes = new ArrayList<>();
  Optional<Enforcer> by = Optional.empty();
  Answer.Handling handling = Answer.Handling.NONE;
  private List<NameLookup.Lookup> lookups = List.of();

  AnswerDraft(Question question) {
    this.question = question;
  }

  /** What the clients' name lookups came to; the first one is shown. */
  void lookups(List<NameLookup.Lookup> found) {
    lookups = List.copyOf(found);
    if (found.isEmpty()) {
      return;
    }
    NameLookup.Lookup shown = best();
    path.addAll(shown.path());
    blockers.addAll(shown.blockers());
    nearMisses.addAll(shown.nearMisses());
    assumptions.addAll(shown.presumptions());
    notes.addAll(shown.notes());
    reason = shown.reason();
  }

  private NameLookup.Lookup best() {
    return lookups.stream().min((a, b) -> rank(a.verdict()) - rank(b.verdict())).orElseThrow();
  }

  private static int rank(Verdict verdict) {
    return switch (verdict) {
      case REACHABLE -> 0;
      case UNKNOWN -> 1;
      case BLOCKED -> 2;
      case UNROUTABLE -> 3;
    };
  }

  /** The verdict about the lookup, where the destination is a name and the lookup does not plainly succeed. */
  Optional<Verdict> lookupVerdict() {
    return lookups.isEmpty()
        ? Optional.empty()
        : Optional.of(best().verdict()).filter(found -> found != Verdict.REACHABLE);
  }

  void presume(Assumption assumption, boolean taken, Verdict asTaken, Verdict otherwise) {
    Verdict ifTrue = taken ? asTaken : otherwise;
    Verdict ifFalse = taken ? otherwise : asTaken;
    assumptions.add(new Answer.Presumption(assumption, taken, ifTrue, ifFalse));
  }

  Answer.Judged answer() {
    return new Answer.Judged(question, verdict, witness, path, blockers, nearMisses, opening, reason,
        assumptions, rejected, destinations, failures, notes, by, handling);
  }
}
