package dev.canreach.solver.smt;

import dev.canreach.model.Network;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.Packet;
import dev.canreach.packet.Valuation;
import dev.canreach.query.Proof;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Answers "is there such a packet?" while the assumptions of the problem are at their defaults, or open. Open ones are
 * settled by refinement: each packet that is found rules out the values under which it would do, until no values are
 * left or some leave no packet at all.
 */
final class ProofSearch implements AutoCloseable {
  private enum Answer {
    ALWAYS,
    NEVER,
    SOMETIMES
  }

  private final Problem problem;
  private final Session session;
  private final Replay replay;
  private final Frame frame;
  private final SortedMap<Choice, Boolean> defaults = new TreeMap<>();
  private final SortedSet<Choice> open = new TreeSet<>();

  ProofSearch(Session session, Network network, Problem problem) {
    this.problem = problem;
    this.session = session;
    this.replay = new Replay(network, problem);
    for (Choice choice : problem.circuit().choices(problem.root())) {
      byDefault(choice).ifPresentOrElse(value -> defaults.put(choice, value), () -> open.add(choice));
    }
    this.frame = session.open(problem.circuit(), problem.root());
  }

  /** The proof. */
  Proof prove() {
    Map<Choice, Boolean> base = with(defaults, allOpen(false));
    Optional<Point> point = frame.check(base);
    Answer answer = answer(defaults, point);
    List<Assumption> decisive = decisive(answer, point);
    return switch (answer) {
      case NEVER -> new Proof.None(decisive);
      case ALWAYS -> found(base, point.orElseThrow(), decisive);
      case SOMETIMES -> depends(base, point, decisive);
    };
  }

  /** The witness of a proof that there is such a packet whatever the open assumptions are; nothing else is found out. */
  Optional<Packet> certain() {
    Map<Choice, Boolean> base = with(defaults, allOpen(false));
    Optional<Point> point = frame.check(base);
    return point.isPresent() && answer(defaults, point) == Answer.ALWAYS
        ? Optional.of(witness(base, point.get()))
        : Optional.empty();
  }

  @Override
  public void close() {
    frame.close();
  }

  /** How the answer depends on open assumptions, given a packet for the values where all of them are false. */
  private Answer answer(Map<Choice, Boolean> settled, Optional<Point> whenFalse) {
    if (open.isEmpty()) {
      return whenFalse.isPresent() ? Answer.ALWAYS : Answer.NEVER;
    }
    if (whenFalse.isEmpty()) {
      return frame.check(settled).isPresent() ? Answer.SOMETIMES : Answer.NEVER;
    }
    return withoutPacket(settled, Map.of(), open.size()).isPresent() ? Answer.SOMETIMES : Answer.ALWAYS;
  }

  private Answer answer(Map<Choice, Boolean> settled) {
    return answer(settled, frame.check(with(settled, allOpen(false))));
  }

  /** Values of the open assumptions under which there is no packet: those forced, and at most so many true. */
  private Optional<Map<Choice, Boolean>> withoutPacket(Map<Choice, Boolean> settled, Map<Choice, Boolean> forced,
      int most) {
    try (Frame values = session.openChoices(problem.circuit())) {
      values.atMost(open, most);
      Map<Choice, Boolean> fixed = with(settled, forced);
      while (true) {
        Optional<Point> candidate = values.check(fixed);
        if (candidate.isEmpty()) {
          return Optional.empty();
        }
        Map<Choice, Boolean> tried = new HashMap<>();
        open.forEach(choice -> tried.put(choice, candidate.get().chosen(choice)));
        Optional<Point> packet = frame.check(with(settled, tried));
        if (packet.isEmpty()) {
          return Optional.of(tried);
        }
        values.add(problem.circuit().not(packet.get().residue(problem.circuit(), problem.root())));
      }
    }
  }

  private Proof depends(Map<Choice, Boolean> base, Optional<Point> whenFalse, List<Assumption> decisive) {
    LeastSubset.Goal goal = whenFalse.isPresent()
        ? (forced, most) -> withoutPacket(defaults, forced, most).isPresent()
        : this::isReachable;
    SortedSet<Choice> flipped = LeastSubset.find(open, goal).orElseThrow();
    Map<Choice, Boolean> changed = new HashMap<>(base);
    flipped.forEach(choice -> changed.put(choice, true));
    Map<Choice, Boolean> with = whenFalse.isPresent() ? base : changed;
    Map<Choice, Boolean> without = whenFalse.isPresent() ? changed : base;
    Point point = frame.check(with).orElseThrow();
    return new Proof.Depends(assumptions(flipped), found(with, point, decisive), valuation(without));
  }

  private boolean isReachable(Map<Choice, Boolean> forced, int most) {
    try (Frame limited = frame.nested()) {
      limited.atMost(open, most);
      return limited.check(with(defaults, forced)).isPresent();
    }
  }

  /** The defaulted assumptions with one of which the other way the answer would be another one. */
  private List<Assumption> decisive(Answer answer, Optional<Point> point) {
    SortedSet<Choice> found = new TreeSet<>();
    if (defaults.isEmpty() || (answer == Answer.NEVER && frame.check(Map.of()).isEmpty())) {
      return List.of();
    }
    for (Choice choice : defaults.keySet()) {
      Map<Choice, Boolean> flipped = new HashMap<>(defaults);
      flipped.computeIfPresent(choice, (same, value) -> !value);
      boolean stillThere = open.isEmpty() && point.isPresent()
          && point.get().with(flipped).satisfies(problem.circuit(), problem.root());
      if (!stillThere && answer(flipped) != answer) {
        found.add(choice);
      }
    }
    return assumptions(found);
  }

  private Proof.Found found(Map<Choice, Boolean> choices, Point some, List<Assumption> decisive) {
    return new Proof.Found(witness(choices, some), valuation(choices), decisive);
  }

  private Packet witness(Map<Choice, Boolean> choices, Point some) {
    return replay.packet(LeastPoint.find(problem, frame, choices, some), valuation(choices));
  }

  private Map<Choice, Boolean> allOpen(boolean value) {
    Map<Choice, Boolean> values = new HashMap<>();
    open.forEach(choice -> values.put(choice, value));
    return values;
  }

  private static Map<Choice, Boolean> with(Map<Choice, Boolean> values, Map<Choice, Boolean> more) {
    Map<Choice, Boolean> all = new TreeMap<>(values);
    all.putAll(more);
    return all;
  }

  private static Valuation valuation(Map<Choice, Boolean> choices) {
    TreeMap<Assumption, Boolean> values = new TreeMap<>();
    choices.forEach((choice, value) -> {
      if (choice instanceof Choice.Assumed assumed) {
        values.put(assumed.assumption(), value);
      }
    });
    return new Valuation(values);
  }

  private static List<Assumption> assumptions(SortedSet<Choice> choices) {
    List<Assumption> found = new ArrayList<>();
    for (Choice choice : choices) {
      if (choice instanceof Choice.Assumed assumed) {
        found.add(assumed.assumption());
      }
    }
    return found;
  }

  private static Optional<Boolean> byDefault(Choice choice) {
    return switch (choice) {
      case Choice.Assumed assumed -> assumed.assumption().byDefault();
      case Choice.Removed removed -> Optional.of(false);
    };
  }
}
