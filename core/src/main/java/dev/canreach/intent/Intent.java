package dev.canreach.intent;

import dev.canreach.query.Question;
import dev.canreach.source.Severity;
import dev.canreach.source.Span;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Something that is to be true of a network.
 *
 * @param name what people call it; unique
 * @param kind what is to be true
 * @param from the spellings of the ends that open the connections; not empty
 * @param to the spellings of the ends that they are opened to; not empty
 * @param traffic which packets are meant; its own ends have no influence
 * @param severity how bad it is when it is not true
 * @param enforcement what the admission webhook does then
 * @param exceptions what may differ for a time
 * @param span where it is written
 */
public record Intent(String name, Kind kind, List<String> from, List<String> to, Question traffic, Severity severity,
    Enforcement enforcement, List<Waiver> exceptions, Span span) {

  /** Copies the lists. */
  public Intent {
    from = List.copyOf(from);
    to = List.copyOf(to);
    exceptions = List.copyOf(exceptions);
  }

  /** What is to be true. */
  public enum Kind {
    /** No packet passes, also of pods that do not exist yet. */
    NEVER,
    /** Each of the ends reaches each of the others. */
    ALWAYS,
    /** Nobody else reaches the ends, also no pod that does not exist yet. */
    ONLY
  }

  /** What the admission webhook does with a request that breaks the intent. */
  public enum Enforcement {
    /** It refuses the request. */
    DENY,
    /** It lets the request pass, and warns. */
    WARN,
    /** It lets the request pass, and notes it. */
    AUDIT
  }

  /**
   * Traffic that an intent does not apply to.
   *
   * @param from the spelling of the ends that open it
   * @param to the spelling of the ends that it is opened to; empty for all of the intent
   * @param traffic which packets are meant
   * @param until the last day on which it applies; empty for no end
   * @param reason why there is the exception
   * @param span where it is written
   */
  public record Waiver(String from, String to, Question traffic, Optional<LocalDate> until, String reason,
      Span span) {

    /** Whether the last day is over. */
    public boolean isExpired(LocalDate today) {
      return until.map(today::isAfter).orElse(false);
    }
  }
}
