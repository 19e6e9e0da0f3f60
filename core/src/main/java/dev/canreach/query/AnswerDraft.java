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
  private Optional<NameLookup.Lookup> lookup = Optional.empty();

  AnswerDraft(Question question) {
    this.question = question;
  }

  /** Shows what a name lookup came to. */
  void lookup(NameLookup.Lookup shown) {
    lookup = Optional.of(shown);
    path.addAll(shown.path());
    blockers.addAll(shown.blockers());
    nearMisses.addAll(shown.nearMisses());
    assumptions.addAll(shown.presumptions());
    notes.addAll(shown.notes());
    reason = shown.reason();
  }

  /** The verdict about the lookup, where the destination is a name and the lookup does not plainly succeed. */
  Optional<Verdict> lookupVerdict() {
    return lookup.map(NameLookup.Lookup::verdict).filter(found -> found != Verdict.REACHABLE);
  }

  void presume(Assumption assumption, boolean taken, Verdict asTaken, Verdict otherwise) {
    if (assumptions.stream().noneMatch(known -> known.assumption().equals(assumption))) {
      assumptions.add(Answer.Presumption.of(assumption, taken, asTaken, otherwise));
    }
  }

  Answer.Judged answer() {
    return new Answer.Judged(question, verdict, witness, path, blockers, nearMisses, opening, reason,
        assumptions, rejected, destinations, failures, notes, by, handling);
  }
}
