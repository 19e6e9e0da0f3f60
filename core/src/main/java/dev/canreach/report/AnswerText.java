package dev.canreach.report;

import dev.canreach.model.Backend;
import dev.canreach.model.Origin;
import dev.canreach.packet.End;
import dev.canreach.packet.Packet;
import dev.canreach.query.Answer;
import dev.canreach.query.NearMiss;
import dev.canreach.query.PathStep;
import dev.canreach.query.Question;
import dev.canreach.query.Verdict;
import java.util.List;
import java.util.Optional;

/** Answers for people: the answer first, then why, then what would change it. */
public final class AnswerText {
  private static final int MOST_PAIRS = 10;

  private final Style style;

  /** Answers in a style. */
  public AnswerText(Style style) {
    this.style = style;
  }

  /** The answer, with an end of line. */
  public String render(Answer answer) {
    return switch (answer) {
      case Answer.Judged judged -> judged(judged);
      case Answer.Resolved resolved -> resolved(resolved);
      case Answer.Stated stated -> stated(stated);
      case Answer.Unanswerable unanswerable -> unanswerable.error() + "\n";
    };
  }

  private String judged(Answer.Judged answer) {
    StringBuilder out = new StringBuilder(headline(answer)).append('\n');
    Rows rows = new Rows(style);
    answer.witness().ifPresent(witness -> rows.add("packet", "", packet(witness), ""));
    answer.path().forEach(step -> step(rows, step, answer.nearMisses()));
    if (!rows.isEmpty()) {
      out.append('\n').append(rows.render());
    }
    Rows more = new Rows(style);
    more(more, answer);
    if (!more.isEmpty()) {
      out.append('\n').append(more.render());
    }
    answer.opening().ifPresent(opening -> {
      out.append("\n  smallest opening   ").append(opening.summary()).append("\n\n");
      opening.manifest().lines().forEach(line -> out.append("      ").append(line).append('\n'));
      opening.alsoOpens().forEach(other -> out.append("      also opens ").append(other).append('\n'));
    });
    return out.toString();
  }

  private String headline(Answer.Judged answer) {
    Question question = answer.question();
    String to = question.target() instanceof Question.Reach reach ? reach.to() : "";
    String on = " on " + question.traffic();
    String reason = answer.reason().isEmpty() ? "" : ": " + answer.reason();
    return switch (answer.verdict()) {
      case REACHABLE ->
          style.good(answer.isPartial() ? "YES, in part" : "YES") + "  " + question.from() + " can reach " + to + on;
      case BLOCKED -> style.bad("NO") + "  " + question.from() + " cannot reach " + to + on + reason;
      case UNROUTABLE -> style.bad("NO") + "  " + question.from() + " cannot reach " + to + on + reason;
      case UNKNOWN -> style.open("UNKNOWN") + "  whether " + question.from() + " can reach " + to + on + reason;
    };
  }

  private static String packet(Answer.Witness witness) {
    Packet packet = witness.packet();
    return end(witness.from(), packet.source()) + " → " + end(witness.to(), witness.arrives().destination()) + ", "
        + traffic(witness.arrives());
  }

  private static String end(String id, End end) {
    String labels = end.labels().isEmpty() ? "" : " " + end.labels();
    String address = end.address().map(Object::toString).orElse("");
    return address.isEmpty()
        ? id + labels
        : address.equals(id) || id.equals("outside") ? address : address + " (" + id + labels + ")";
  }

  private static String traffic(Packet packet) {
    if (packet.protocol().hasPorts()) {
      return packet.protocol() + " " + packet.destinationPort();
    }
    return packet.protocol().isIcmp()
        ? packet.protocol() + " type " + packet.icmpType()
        : "protocol " + packet.protocol();
  }

  private static void step(Rows rows, PathStep step, List<NearMiss> nearMisses) {
    boolean policies = step.evidence().stream().anyMatch(evidence -> evidence.what().equals("policy"));
    rows.add(step.stage(), step.decision(), step.text(), policies ? "" : step.by().map(AnswerText::place).orElse(""));
    for (PathStep.Evidence evidence : step.evidence()) {
      if (!evidence.what().equals("policy")) {
        rows.add("", "", "  " + evidence.what() + "  " + evidence.text(), place(evidence.origin()));
        continue;
      }
      List<NearMiss> misses = nearMisses.stream()
          .filter(miss -> miss.stage().equals(step.stage()) && miss.rule().object().equals(evidence.origin().object()))
          .toList();
      rows.add("", "", "  " + evidence.text() + (misses.isEmpty() ? "  allows nothing like it" : ""),
          place(evidence.origin()));
      misses.forEach(miss -> rows.add("", "", "    " + miss.rule().part() + "  " + miss.text(), place(miss.rule())));
    }
  }

  private void more(Rows rows, Answer.Judged answer) {
    if (answer.verdict() == Verdict.BLOCKED) {
      nearest(answer.nearMisses()).ifPresent(miss -> rows.add("nearest miss", "",
          miss.rule().describe() + " would allow it but for its " + String.join(" and ", miss.failed()),
          place(miss.rule())));
      if (!answer.blockers().isEmpty()) {
        List<String> objects = answer.blockers().stream().map(blocker -> blocker.origin().object()).distinct().toList();
        rows.add("in the way", "", String.join(", ", objects), "");
      }
    }
    handling(rows, answer.handling());
    answer.destinations().stream().skip(1).limit(1).forEach(second -> rows.add("backends", "", backends(answer), ""));
    answer.failures()
        .stream()
        .limit(MOST_PAIRS)
        .forEach(pair -> rows.add("not", "",
            pair.from() + " → " + pair.to() + " (" + pair.verdict().word() + ")", ""));
    if (answer.failures().size() > MOST_PAIRS) {
      rows.add("", "", "and " + (answer.failures().size() - MOST_PAIRS) + " more pairs", "");
    }
    presumptions(rows, answer.assumptions());
    answer.rejected()
        .forEach(refused -> rows.add("refused", "", "the server would refuse " + refused.object() + ": "
            + (refused.field().isEmpty() ? "" : refused.field() + ": ") + refused.message(),
            refused.file() + ":" + refused.line() + ":" + refused.column()));
    answer.notes().forEach(note -> rows.add("note", "", note, ""));
  }

  private static void handling(Rows rows, Answer.Handling handling) {
    int all = handling.backends().stream().mapToInt(Backend::weight).sum();
    handling.backends().forEach(backend -> {
      String subset = backend.subset().isEmpty() ? "" : ", subset " + backend.subset();
      String share = all > 0 && handling.backends().size() > 1 ? " " + backend.weight() + " of " + all : "";
      rows.add("route", "", backend.service() + subset + share, "");
    });
    handling.redirect().ifPresent(location -> {
      String port = location.port().isPresent() ? ":" + location.port().getAsInt() : "";
      rows.add("redirect", "", location.scheme() + "://" + location.host() + port + location.path(), "");
    });
    handling.sent().ifPresent(sent -> rows.add("sent as", "", sent.host() + sent.path(), ""));
  }

  private String stated(Answer.Stated answer) {
    String what = switch (answer.question().target()) {
      case Question.Condition condition -> condition.object() + " " + condition.type();
      case Question.AttachedRoutes routes -> "routes attached to " + routes.object() + ", " + routes.listener();
      case Question.Reach reach -> reach.to();
      case Question.Resolve resolve -> resolve.name();
    };
    if (answer.isUnknown()) {
      return style.open("UNKNOWN") + "  " + what + "\n";
    }
    String reason = answer.reason().isEmpty() ? "" : " (" + answer.reason() + ")";
    return what + ": " + answer.status().map(holds -> holds ? "True" : "False").orElse("")
        + (answer.count().isPresent() ? "" + answer.count().getAsInt() : "") + reason + "\n";
  }

  private static String backends(Answer.Judged answer) {
    return String.join(", ", answer.destinations()
        .stream()
        .map(destination -> destination.endpoint() + (destination.port() > 0 ? ":" + destination.port() : "")
            + (destination.delivered() ? "" : " (not reached)"))
        .toList());
  }

  private static void presumptions(Rows rows, List<Answer.Presumption> presumptions) {
    for (Answer.Presumption presumption : presumptions) {
      String statement = presumption.assumption().statement();
      if (presumption.assumption().isOpen()) {
        rows.add("depends on", "", "whether " + statement, "");
        rows.add("", "", "  if so: " + word(presumption.ifTrue()) + "   if not: " + word(presumption.ifFalse()), "");
        if (!presumption.assumption().remedy().isEmpty()) {
          rows.add("", "", "  to settle it: " + presumption.assumption().remedy(), "");
        }
      } else {
        String remedy = presumption.assumption().remedy().isEmpty()
            ? ""
            : " (otherwise: " + presumption.assumption().remedy() + ")";
        rows.add("assumes", "", (presumption.taken() ? "" : "not: ") + statement + remedy, "");
      }
    }
  }

  private static String word(Verdict verdict) {
    return switch (verdict) {
      case REACHABLE -> "YES";
      case BLOCKED, UNROUTABLE -> "NO";
      case UNKNOWN -> "UNKNOWN";
    };
  }

  private static Optional<NearMiss> nearest(List<NearMiss> misses) {
    return misses.stream().filter(miss -> miss.failed().size() == 1).findFirst();
  }

  private String resolved(Answer.Resolved answer) {
    Question question = answer.question();
    String name = question.target() instanceof Question.Resolve resolve ? resolve.name() : "";
    StringBuilder out = new StringBuilder();
    if (answer.verdict() == Verdict.REACHABLE) {
      out.append(style.good("YES"))
          .append("  ")
          .append(name)
          .append(" resolves for ")
          .append(question.from())
          .append(" to ")
          .append(String.join(", ", answer.addresses()))
          .append('\n');
    } else {
      String word = answer.verdict() == Verdict.UNKNOWN ? style.open("UNKNOWN") : style.bad("NO");
      out.append(word).append("  ").append(answer.reason()).append('\n');
    }
    Rows rows = new Rows(style);
    if (!answer.searched().isEmpty()) {
      rows.add("searched", "", String.join(", ", answer.searched()), "");
    }
    answer.path().forEach(step -> step(rows, step, List.of()));
    presumptions(rows, answer.assumptions());
    return out.append(rows.isEmpty() ? "" : "\n" + rows.render()).toString();
  }

  /** Where something is written; nothing for what no file says. */
  private static String place(Origin origin) {
    return origin.span().file().startsWith("(") ? "" : origin.span().toString();
  }
}
