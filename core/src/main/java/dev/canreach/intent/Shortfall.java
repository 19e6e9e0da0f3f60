package dev.canreach.intent;

import dev.canreach.query.Answer;
import dev.canreach.query.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What keeps the ends of a connection from all reaching each other.
 *
 * @param blocked why no pair connects, in words and perhaps empty; empty when some pair may connect
 * @param failing the pairs that do not connect although others do
 * @param undecided the pairs of which nobody knows it although others connect
 * @param open why it is not known whether any pair connects
 */
record Shortfall(Optional<String> blocked, List<Answer.Pair> failing, List<Answer.Pair> undecided,
    Optional<String> open) {

  private static final Shortfall NONE = new Shortfall(Optional.empty(), List.of(), List.of(), Optional.empty());

  /** Copies the lists. */
  Shortfall {
    failing = List.copyOf(failing);
    undecided = List.copyOf(undecided);
  }

  /** What an answer says about these ends. */
  static Shortfall of(Answer answer, String from, String to) {
    return switch (answer) {
      case Answer.Judged judged -> switch (judged.verdict()) {
        case REACHABLE -> new Shortfall(Optional.empty(), pairs(judged, false), pairs(judged, true), Optional.empty());
        case BLOCKED, UNROUTABLE -> new Shortfall(Optional.of(judged.blockers().isEmpty()
            ? judged.reason()
            : "blocked by " + judged.blockers().get(0).origin().describe()), List.of(), List.of(), Optional.empty());
        case UNKNOWN -> open(unsaid(from, to)
            + judged.assumptions().stream().findFirst().map(each -> ": " + each.assumption().statement()).orElse(""));
      };
      case Answer.Unanswerable unanswerable -> open(unanswerable.error());
      case Answer.Resolved resolved -> throw new IllegalStateException("a name was looked up");
      case Answer.Stated stated -> throw new IllegalStateException("a status was looked up");
    };
  }

  private static Shortfall open(String reason) {
    return new Shortfall(Optional.empty(), List.of(), List.of(), Optional.of(reason));
  }

  private static List<Answer.Pair> pairs(Answer.Judged judged, boolean unknown) {
    return judged.failures().stream().filter(pair -> (pair.verdict() == Verdict.UNKNOWN) == unknown).toList();
  }

  /** Whether each end reaches each other one. */
  boolean isNone() {
    return equals(NONE);
  }

  /** As much of this as there was not before. */
  Shortfall since(Shortfall before) {
    if (before.blocked.isPresent()) {
      return NONE;
    }
    List<Answer.Pair> unsure = new ArrayList<>(before.failing);
    unsure.addAll(before.undecided);
    return new Shortfall(blocked, others(failing, before.failing),
        before.open.isPresent() ? List.of() : others(undecided, unsure), before.open.equals(open)
            ? Optional.empty()
            : open);
  }

  private static List<Answer.Pair> others(List<Answer.Pair> pairs, List<Answer.Pair> known) {
    return pairs.stream()
        .filter(pair -> known.stream()
            .noneMatch(same -> same.from().equals(pair.from()) && same.to().equals(pair.to())))
        .toList();
  }

  /** What certainly does not connect and why, to follow the names of the ends; perhaps without a reason. */
  Optional<String> certain() {
    Stream<String> pairs = failing.stream().map(pair -> pair.from() + " cannot reach " + pair.to());
    return Stream.concat(blocked.stream(), pairs).findFirst().map(why -> why.isEmpty() ? "" : ": " + why);
  }

  /** What may not connect. */
  Optional<String> possible() {
    return open.or(() -> undecided.stream()
        .findFirst()
        .map(pair -> unsaid(pair.from(), pair.to())));
  }

  private static String unsaid(String from, String to) {
    return "whether " + from + " reaches " + to + " depends on what the input does not say";
  }
}
