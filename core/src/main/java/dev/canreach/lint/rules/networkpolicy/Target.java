package dev.canreach.lint.rules.networkpolicy;

import dev.canreach.packet.Packet;
import dev.canreach.packet.PacketExpr;
import dev.canreach.query.Prover;
import dev.canreach.query.ProverLimitException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Packets that other predicates shall cover, and those of them that are known. Known packets choose the candidates; the prover is asked whether these are
 * enough, and answers yes or with one more packet. So it is asked about few predicates at a time, and not at all when a known packet settles it.
 */
final class Target {
  private final SymbolicPolicies symbols;
  private final PacketExpr packets;
  private final List<Packet> known;

  /**
   * A target.
   *
   * @param symbols the terms of all predicates
   * @param packets what shall be covered
   * @param examples some of it
   */
  Target(SymbolicPolicies symbols, PacketExpr packets, List<Packet> examples) {
    this.symbols = symbols;
    this.packets = packets;
    this.known = new ArrayList<>(examples);
  }

  /** Whether the others cover every known packet, of which there are some. */
  <T> boolean mayBeCovered(List<T> others, Function<T, PacketExpr> predicate) {
    return !known.isEmpty() && known.stream()
        .allMatch(packet -> others.stream().anyMatch(other -> symbols.matches(predicate.apply(other), packet)));
  }

  /** A few of the others that together cover everything, none of which can go; empty when that is false or can't be proven. */
  <T> Optional<List<T>> covering(List<T> others, Function<T, PacketExpr> predicate, Supplier<Prover> prover) {
    try {
      while (mayBeCovered(others, predicate)) {
        List<T> chosen = choose(others, predicate);
        if (isCoveredBy(chosen, predicate, prover)) {
          List<T> kept = minimal(chosen, predicate, prover);
          return Optional.of(others.stream().filter(kept::contains).toList());
        }
      }
      return Optional.empty();
    } catch (ProverLimitException e) {
      // What is not proven is not reported.
      return Optional.empty();
    }
  }

  /** Others that cover the known packets: again and again the one that covers most of what is left. */
  private <T> List<T> choose(List<T> others, Function<T, PacketExpr> predicate) {
    var chosen = new ArrayList<T>();
    List<Packet> left = known;
    while (!left.isEmpty()) {
      List<Packet> best = left;
      T choice = others.getFirst();
      for (T other : others) {
        List<Packet> uncovered = left.stream()
            .filter(packet -> !symbols.matches(predicate.apply(other), packet))
            .toList();
        if (uncovered.size() < best.size()) {
          best = uncovered;
          choice = other;
        }
      }
      chosen.add(choice);
      left = best;
    }
    return chosen;
  }

  private <T> List<T> minimal(List<T> chosen, Function<T, PacketExpr> predicate, Supplier<Prover> prover) {
    List<T> kept = List.copyOf(chosen);
    for (T member : chosen.reversed()) {
      List<T> without = kept.stream().filter(other -> !other.equals(member)).toList();
      if (!without.isEmpty() && isCoveredBy(without, predicate, prover)) {
        kept = without;
      }
    }
    return kept;
  }

  /** Whether these cover everything; when the prover has a packet that they don't, it is known from now on. */
  private <T> boolean isCoveredBy(List<T> others, Function<T, PacketExpr> predicate, Supplier<Prover> prover) {
    if (!mayBeCovered(others, predicate)) {
      return false;
    }
    Optional<Packet> uncovered = symbols.uncovered(prover.get(), packets, others.stream().map(predicate).toList());
    uncovered.ifPresent(known::add);
    return uncovered.isEmpty();
  }
}
