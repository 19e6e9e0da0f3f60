package dev.canreach.api.admission;

import dev.canreach.intent.Intent;
import dev.canreach.intent.Verdict;
import dev.canreach.solver.Session;
import java.time.LocalDate;
import java.util.List;

/**
 * The intents, each with its own enforcement. One that is not proven warns at most.
 *
 * @param intents the intents
 */
public record IntentsCheck(List<Intent> intents) implements StateCheck {
  /** Copies the list. */
  public IntentsCheck {
    intents = List.copyOf(intents);
  }

  @Override
  public List<Objection> objections(Session session, LocalDate today) {
    return session.check(intents, today)
        .stream()
        .filter(verdict -> verdict.outcome() != Verdict.Outcome.PROVEN)
        .map(IntentsCheck::objection)
        .toList();
  }

  /** The fingerprint says which intent is not true: its witness may change while other things do. */
  private static Objection objection(Verdict verdict) {
    String name = verdict.intent().name();
    boolean violated = verdict.outcome() == Verdict.Outcome.VIOLATED;
    Enforcement enforcement = switch (verdict.intent().enforcement()) {
      case DENY -> violated ? Enforcement.DENY : Enforcement.WARN;
      case WARN -> Enforcement.WARN;
      case AUDIT -> Enforcement.AUDIT;
    };
    String fingerprint = name + (violated ? " violated" : " unproven");
    return new Objection("intent", fingerprint, enforcement,
        "intent `" + name + "` is " + (violated ? "violated: " : "not proven: ") + verdict.message());
  }
}
