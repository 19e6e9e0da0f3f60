package dev.canreach.intent;

import dev.canreach.query.Answer;
import dev.canreach.source.Severity;
import java.util.List;
import java.util.Optional;

/**
 * What became of an intent.
 *
 * @param intent the intent
 * @param outcome whether it is true
 * @param message one sentence in lower case without a period
 * @param witness a packet that breaks it, where one does
 * @param expired its exceptions that are over; each is a finding of its own
 */
public record Verdict(Intent intent, Outcome outcome, String message, Optional<Answer.Witness> witness,
    List<Intent.Waiver> expired) {

  /** Copies the list. */
  public Verdict {
    expired = List.copyOf(expired);
  }

  /** Whether an intent is true. */
  public enum Outcome {
    /** It is, for every packet. */
    PROVEN,
    /** It is not. */
    VIOLATED,
    /** The input does not say, or a limit was reached. */
    UNPROVEN
  }

  /** How bad it is; empty when it is not. What is not proven is a warning at most. */
  public Optional<Severity> severity() {
    Severity least = intent.severity().compareTo(Severity.WARNING) < 0 ? Severity.WARNING : intent.severity();
    return switch (outcome) {
      case VIOLATED -> Optional.of(intent.severity());
      case UNPROVEN -> Optional.of(least);
      case PROVEN -> expired.isEmpty() ? Optional.empty() : Optional.of(least);
    };
  }
}
