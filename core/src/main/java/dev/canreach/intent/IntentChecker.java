package dev.canreach.intent;

import dev.canreach.query.Answer;
import dev.canreach.query.Prohibition;
import dev.canreach.query.Question;
import dev.canreach.query.QuestionException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks intents by asking about a network. */
public final class IntentChecker {
  private final Asking asking;
  private final LocalDate today;

  /** What a checker asks. */
  public interface Asking {
    /** Answers a question. */
    Answer ask(Question question);

    /** Decides a prohibition. */
    Prohibition.Result check(Prohibition prohibition) throws QuestionException;

    /** The answer for the state before, when only what has become worse since then counts. */
    default Optional<Answer> before(Question question) {
      return Optional.empty();
    }
  }

  /**
   * @param today the day that decides which exceptions are over
   */
  public IntentChecker(Asking asking, LocalDate today) {
    this.asking = asking;
    this.today = today;
  }

  /** What becomes of an intent. */
  public Verdict check(Intent intent) {
    List<Intent.Waiver> expired = intent.exceptions().stream().filter(each -> each.isExpired(today)).toList();
    try {
      return switch (intent.kind()) {
        case NEVER -> prohibited(intent, intent.from(), exemptions(intent), expired);
        case ONLY -> {
          List<Prohibition.Exemption> allowed = new ArrayList<>(exemptions(intent));
          intent.from().forEach(from -> allowed.add(new Prohibition.Exemption(from, "", intent.traffic())));
          yield prohibited(intent, List.of(), allowed, expired);
        }
        case ALWAYS -> always(intent, expired);
      };
    } catch (QuestionException e) {
      return new Verdict(intent, Verdict.Outcome.UNPROVEN, e.problem(), Optional.empty(), expired);
    }
  }

  private List<Prohibition.Exemption> exemptions(Intent intent) {
    return intent.exceptions()
        .stream()
        .filter(each -> !each.isExpired(today))
        .map(each -> new Prohibition.Exemption(each.from(), each.to(), each.traffic()))
        .toList();
  }

  private Verdict prohibited(Intent intent, List<String> from, List<Prohibition.Exemption> exemptions,
      List<Intent.Waiver> expired) throws QuestionException {
    Optional<String> open = Optional.empty();
    for (String to : intent.to()) {
      switch (asking.check(new Prohibition(from, to, intent.traffic(), exemptions))) {
        case Prohibition.Kept kept -> {
        }
        case Prohibition.Broken broken -> {
          Answer.Witness witness = broken.witness();
          String sender = witness.packet().source().labels().isEmpty()
              ? witness.from()
              : "a new pod " + witness.from() + " with labels " + witness.packet().source().labels();
          return new Verdict(intent, Verdict.Outcome.VIOLATED, sender + " can reach " + witness.to() + " on "
              + witness.arrives().traffic(), Optional.of(witness), expired);
        }
        case Prohibition.Open reason -> open = open.or(() -> Optional.of(reason.reason()));
      }
    }
    return open
        .map(reason -> new Verdict(intent, Verdict.Outcome.UNPROVEN, reason, Optional.empty(), expired))
        .orElseGet(() -> new Verdict(intent, Verdict.Outcome.PROVEN, from.isEmpty()
            ? "no packet passes, as long as there are no namespaces but those that the input names"
            : "no packet passes", Optional.empty(), expired));
  }

  private Verdict always(Intent intent, List<Intent.Waiver> expired) {
    Optional<String> open = Optional.empty();
    for (String from : intent.from()) {
      for (String to : intent.to()) {
        Question question = intent.traffic().between(from, to);
        Shortfall now = Shortfall.of(asking.ask(question), from, to);
        Optional<Shortfall> before = now.isNone()
            ? Optional.empty()
            : asking.before(question).map(answer -> Shortfall.of(answer, from, to));
        Shortfall worse = before.map(now::since).orElse(now);
        Optional<String> certain = worse.certain();
        if (certain.isPresent()) {
          return violated(intent, from + " cannot always reach " + to + " on " + intent.traffic().traffic()
              + certain.get(), expired);
        }
        open = open.or(worse::possible);
      }
    }
    return open
        .map(reason -> new Verdict(intent, Verdict.Outcome.UNPROVEN, reason, Optional.empty(), expired))
        .orElseGet(() -> new Verdict(intent, Verdict.Outcome.PROVEN, "each end reaches each other one",
            Optional.empty(), expired));
  }

  private static Verdict violated(Intent intent, String message, List<Intent.Waiver> expired) {
    return new Verdict(intent, Verdict.Outcome.VIOLATED, message, Optional.empty(), expired);
  }
}
