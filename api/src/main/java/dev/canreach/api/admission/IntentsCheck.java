package dev.canreach.api.admission;

import dev.canreach.intent.Intent;
import dev.canreach.intent.Verdict;
import dev.canreach.solver.Session;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * The intents, each with its own enforcement. One that is not proven warns at most. One that is violated already is
 * looked at again by what passes, or cannot be reached, only since the change.
 *
 * @param intents the intents
 */
public record IntentsCheck(List<Intent> intents) implements StateCheck {
  private static final String VIOLATED = " violated";
  private static final String UNPROVEN = " unproven";

  /** Copies the list. */
  public IntentsCheck {
    intents = List.copyOf(intents);
  }

  @Override
  public List<Objection> objections(Session session, LocalDate today) {
    return objections(session.check(intents, today), "");
  }

  @Override
  public List<Objection> introduced(Session session, ClusterState before) {
    List<Intent> violated = new ArrayList<>();
    List<Intent> others = new ArrayList<>();
    intents.forEach(intent -> (before.known().contains(intent.name() + VIOLATED) ? violated : others).add(intent));
    List<Objection> objections = new ArrayList<>(objections(session.check(others, before.today()), ""));
    if (!violated.isEmpty()) {
      try (Session earlier = before.snapshot().open(session.prover())) {
        objections.addAll(objections(session.checkSince(violated, earlier, before.today()), " further"));
      }
    }
    return objections;
  }

  private static List<Objection> objections(List<Verdict> verdicts, String further) {
    return verdicts.stream()
        .filter(verdict -> verdict.outcome() != Verdict.Outcome.PROVEN)
        .map(verdict -> objection(verdict, further))
        .toList();
  }

  /** The fingerprint says which intent is not true: its witness may change while other things do. */
  private static Objection objection(Verdict verdict, String further) {
    String name = verdict.intent().name();
    boolean violated = verdict.outcome() == Verdict.Outcome.VIOLATED;
    Enforcement enforcement = switch (verdict.intent().enforcement()) {
      case DENY -> violated ? Enforcement.DENY : Enforcement.WARN;
      case WARN -> Enforcement.WARN;
      case AUDIT -> Enforcement.AUDIT;
    };
    String fingerprint = name + (violated ? VIOLATED : UNPROVEN) + further;
    String outcome = violated
        ? "is violated" + further
        : further.isEmpty() ? "is not proven" : "may be violated" + further;
    return new Objection("intent", fingerprint, enforcement,
        "intent `" + name + "` " + outcome + ": " + verdict.message());
  }
}
