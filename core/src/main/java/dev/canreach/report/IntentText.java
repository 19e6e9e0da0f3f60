package dev.canreach.report;

import dev.canreach.intent.Intent;
import dev.canreach.intent.Verdict;
import dev.canreach.packet.Packet;
import dev.canreach.source.Severity;
import java.util.List;
import java.util.Locale;

/** What became of intents, for people: what is wrong first, then what is proven. */
public final class IntentText {
  private final Style style;

  /** Verdicts in a style. */
  public IntentText(Style style) {
    this.style = style;
  }

  /** The whole text; empty when there are no intents. */
  public String render(List<Verdict> verdicts) {
    StringBuilder out = new StringBuilder();
    verdicts.stream().filter(each -> each.outcome() != Verdict.Outcome.PROVEN).forEach(each -> verdict(out, each));
    verdicts.stream().filter(each -> each.outcome() == Verdict.Outcome.PROVEN).forEach(each -> verdict(out, each));
    if (!verdicts.isEmpty()) {
      out.append(summary(verdicts)).append('\n');
    }
    return out.toString();
  }

  private void verdict(StringBuilder out, Verdict verdict) {
    Intent intent = verdict.intent();
    String head = switch (verdict.outcome()) {
      case PROVEN -> style.good("proven");
      case VIOLATED -> paint(intent.severity()) + " violated";
      case UNPROVEN -> paint(verdict.severity().orElse(Severity.NOTE)) + " unproven";
    };
    out.append(head)
        .append("  intent `")
        .append(intent.name())
        .append("`: ")
        .append(verdict.message())
        .append("  ")
        .append(style.faint(intent.span().toString()))
        .append('\n');
    verdict.witness().ifPresent(witness -> out.append("   e.g.  ").append(packet(witness.packet())).append('\n'));
    for (Intent.Waiver waiver : verdict.expired()) {
      out.append("   ")
          .append(paint(Severity.WARNING))
          .append("  the exception for `")
          .append(waiver.from())
          .append("` ended on ")
          .append(waiver.until().map(Object::toString).orElse(""))
          .append(": remove it, or give it a later day  ")
          .append(style.faint(waiver.span().toString()))
          .append('\n');
    }
  }

  private String paint(Severity severity) {
    String word = severity.name().toLowerCase(Locale.ROOT);
    return switch (severity) {
      case ERROR -> style.bad(word);
      case WARNING -> style.open(word);
      case NOTE -> style.faint(word);
    };
  }

  private static String packet(Packet packet) {
    String source = packet.source().address().map(address -> "from " + address + " ").orElse("");
    String labels = packet.source().labels().isEmpty()
        ? ""
        : "from a new pod with labels " + packet.source().labels() + " ";
    String destination = packet.destination().address().map(address -> "to " + address + " ").orElse("");
    return "a packet " + source + labels + destination + "with " + packet.traffic();
  }

  private static String summary(List<Verdict> verdicts) {
    long proven = count(verdicts, Verdict.Outcome.PROVEN);
    long violated = count(verdicts, Verdict.Outcome.VIOLATED);
    return verdicts.size() + (verdicts.size() == 1 ? " intent: " : " intents: ") + proven + " proven, " + violated
        + " violated, " + (verdicts.size() - proven - violated) + " unproven";
  }

  private static long count(List<Verdict> verdicts, Verdict.Outcome outcome) {
    return verdicts.stream().filter(each -> each.outcome() == outcome).count();
  }
}
