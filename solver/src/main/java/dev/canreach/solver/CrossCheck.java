package dev.canreach.solver;

import dev.canreach.eval.Evaluator;
import dev.canreach.model.Network;
import dev.canreach.packet.Packet;
import dev.canreach.packet.Valuation;
import dev.canreach.query.Flow;
import dev.canreach.query.Proof;
import dev.canreach.query.Prover;
import dev.canreach.sets.FlowSets;
import java.util.List;

/** Asks the solver, the set algebra and the evaluator the same question, and compares what they say. */
final class CrossCheck {
  private final Network network;
  private final Prover prover;

  CrossCheck(Network network, Prover prover) {
    this.network = network;
    this.prover = prover;
  }

  /**
   * Compares the interpreters on a flow.
   *
   * @throws IllegalStateException when they disagree: a bug in one of them
   */
  void check(Flow flow) {
    Proof proof = prover.delivers(network, flow);
    List<FlowSets.Piece> pieces = new FlowSets(network, Valuation.DEFAULT).delivered(flow.source(), flow.destination(),
        flow.loopback(), flow.guard(), flow.path());
    boolean must = pieces.stream().anyMatch(piece -> !piece.delivered().must().isEmpty());
    boolean may = pieces.stream().anyMatch(piece -> !piece.delivered().may().isEmpty());
    boolean agree = switch (proof) {
      case Proof.Found found -> may && isWitnessed(flow, found, pieces);
      case Proof.None none -> !must;
      case Proof.Depends depends -> may && !must && isWitnessed(flow, depends.with(), pieces);
      case Proof.GaveUp gaveUp -> true;
    };
    if (!agree) {
      throw new IllegalStateException(
          "the interpreters disagree about packets from " + network.endpoint(flow.source()).id()
              + " to " + network.endpoint(flow.destination()).id() + ": the solver says " + proof + ", the sets say "
              + pieces);
    }
  }

  private boolean isWitnessed(Flow flow, Proof.Found found, List<FlowSets.Piece> pieces) {
    Packet witness = found.witness();
    Evaluator evaluator = new Evaluator(network, found.valuation());
    boolean inSets = pieces.stream()
        .anyMatch(piece -> piece.contains(witness) && piece.delivered().may().contains(witness));
    return inSets && evaluator.matches(flow.guard(), witness) && evaluator.decide(flow.path(), witness).allowed();
  }
}
