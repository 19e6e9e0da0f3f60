package dev.canreach.solver.smt;

import dev.canreach.eval.Evaluator;
import dev.canreach.model.Network;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.Packet;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Valuation;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Finds a packet for which exactly one of two predicates is true, with as few open assumptions true as possible. */
final class DifferenceSearch {
  private final Network network;
  private final PacketExpr left;
  private final PacketExpr right;

  DifferenceSearch(Network network, PacketExpr left, PacketExpr right) {
    this.network = network;
    this.left = left;
    this.right = right;
  }

  /** The packet, or empty when the predicates agree whatever the open assumptions are. */
  Optional<Packet> find(Session session, Problem problem) {
    Map<Choice, Boolean> defaults = new TreeMap<>();
    SortedSet<Choice> open = new TreeSet<>();
    for (Choice choice : problem.circuit().choices(problem.root())) {
      byDefault(choice).ifPresentOrElse(value -> defaults.put(choice, value), () -> open.add(choice));
    }
    try (Frame frame = session.open(problem.circuit(), problem.root())) {
      Optional<SortedSet<Choice>> holding = LeastSubset.find(open, (forced, most) -> {
        try (Frame limited = frame.nested()) {
          limited.atMost(open, most);
          Map<Choice, Boolean> fixed = new TreeMap<>(defaults);
          fixed.putAll(forced);
          return limited.check(fixed).isPresent();
        }
      });
      if (holding.isEmpty()) {
        return Optional.empty();
      }
      Map<Choice, Boolean> fixed = new TreeMap<>(defaults);
      open.forEach(choice -> fixed.put(choice, holding.get().contains(choice)));
      Point least = LeastPoint.find(problem, frame, fixed, frame.check(fixed).orElseThrow());
      return Optional.of(replayed(new PacketDecoder(problem).packet(least), fixed));
    }
  }

  private Packet replayed(Packet packet, Map<Choice, Boolean> fixed) {
    TreeMap<Assumption, Boolean> values = new TreeMap<>();
    fixed.forEach((choice, value) -> {
      if (choice instanceof Choice.Assumed assumed) {
        values.put(assumed.assumption(), value);
      }
    });
    Evaluator evaluator = new Evaluator(network, new Valuation(values));
    if (evaluator.matches(left, packet) == evaluator.matches(right, packet)) {
      throw new DisagreementException("the solver and the evaluator disagree: the predicates are alike for " + packet
          + " under " + values + "\nleft: " + left + "\nright: " + right);
    }
    return packet;
  }

  private static Optional<Boolean> byDefault(Choice choice) {
    return switch (choice) {
      case Choice.Assumed assumed -> assumed.assumption().byDefault();
      case Choice.Removed removed -> Optional.of(false);
    };
  }
}
