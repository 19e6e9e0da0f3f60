package dev.canreach.lower.kubernetes;

import dev.canreach.eval.Evaluator;
import dev.canreach.model.Network;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.Packet;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Valuation;
import dev.canreach.query.Flow;
import dev.canreach.query.Proof;
import dev.canreach.query.Prover;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Decides small questions by trying packets with the evaluator alone, so that scenarios need no other interpreter. */
final class TrialProver implements Prover {
  private static final int MOST_OPEN = 8;

  @Override
  public Proof delivers(Network network, Flow flow) {
    return prove(network, flow, true);
  }

  @Override
  public Proof loses(Network network, Flow flow) {
    return prove(network, flow, false);
  }

  private static Proof prove(Network network, Flow flow, boolean delivered) {
    Trials trials = new Trials(network, flow);
    List<Packet> packets = trials.packets();
    List<Assumption> open = relevant(network, flow, trials, packets, delivered);
    if (open.size() > MOST_OPEN) {
      return new Proof.GaveUp("too many open assumptions to try: " + open);
    }
    Optional<Proof.Found> with = Optional.empty();
    Optional<Valuation> without = Optional.empty();
    List<Integer> subsets = new ArrayList<>();
    for (int subset = 0; subset < 1 << open.size(); subset++) {
      subsets.add(subset);
    }
    subsets.sort(Comparator.comparingInt(Integer::bitCount).thenComparing(Comparator.naturalOrder()));
    List<Assumption> needed = List.of();
    for (int subset : subsets) {
      Valuation valuation = valuation(open, subset);
      Optional<Packet> found = first(network, flow, packets, valuation, delivered);
      if (found.isPresent() && with.isEmpty()) {
        with = Optional.of(new Proof.Found(found.get(), valuation, List.of()));
        needed = open.stream().filter(valuation::holds).toList();
      }
      if (found.isEmpty() && without.isEmpty()) {
        without = Optional.of(valuation);
      }
    }
    if (with.isEmpty()) {
      return new Proof.None(List.of());
    }
    return without.isEmpty()
        ? with.get()
        : new Proof.Depends(needed.isEmpty() ? open : needed, with.get(),
            without.get());
  }

  /** The open assumptions that change something alone, or against the others; the rest stay false. */
  private static List<Assumption> relevant(Network network, Flow flow, Trials trials, List<Packet> packets,
      boolean delivered) {
    List<Assumption> open = trials.assumptions().stream().filter(Assumption::isOpen).toList();
    if (open.size() <= MOST_OPEN) {
      return open;
    }
    Valuation all = Valuation.DEFAULT;
    for (Assumption assumption : open) {
      all = all.with(Map.of(assumption, true));
    }
    List<Assumption> relevant = new ArrayList<>();
    boolean none = first(network, flow, packets, Valuation.DEFAULT, delivered).isPresent();
    boolean every = first(network, flow, packets, all, delivered).isPresent();
    for (Assumption assumption : open) {
      boolean alone = first(network, flow, packets, Valuation.DEFAULT.with(Map.of(assumption, true)), delivered)
          .isPresent();
      boolean missing = first(network, flow, packets, all.with(Map.of(assumption, false)), delivered).isPresent();
      if (alone != none || missing != every) {
        relevant.add(assumption);
      }
    }
    return relevant;
  }

  private static Valuation valuation(List<Assumption> open, int subset) {
    TreeMap<Assumption, Boolean> values = new TreeMap<>();
    for (int i = 0; i < open.size(); i++) {
      values.put(open.get(i), (subset >> i & 1) == 1);
    }
    return new Valuation(values);
  }

  private static Optional<Packet> first(Network network, Flow flow, List<Packet> packets, Valuation valuation,
      boolean delivered) {
    Evaluator evaluator = new Evaluator(network, valuation);
    return packets.stream()
        .filter(packet -> evaluator.matches(flow.guard(), packet)
            && evaluator.decide(flow.path(), packet).allowed() == delivered)
        .findFirst();
  }

  @Override
  public Optional<Set<String>> removals(Network network, Flow flow) {
    return Optional.empty();
  }

  @Override
  public Optional<Packet> difference(Network network, int source, int destination, PacketExpr left, PacketExpr right) {
    throw new UnsupportedOperationException("no scenario compares predicates");
  }

  @Override
  public String smt2(Network network, List<Flow> flows) {
    throw new UnsupportedOperationException("no scenario writes problems");
  }

  @Override
  public void close() {
    // nothing to release
  }
}
