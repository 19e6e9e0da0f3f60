package dev.canreach.lint;

import dev.canreach.model.Network;
import dev.canreach.packet.Packet;
import dev.canreach.packet.PacketExpr;
import dev.canreach.query.Flow;
import dev.canreach.query.Proof;
import dev.canreach.query.Prover;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A prover that several rules share: it answers one question after the other. Its owner closes the prover itself. */
final class OneAtATime implements Prover {
  private final Prover prover;

  OneAtATime(Prover prover) {
    this.prover = prover;
  }

  @Override
  public synchronized Proof delivers(Network network, Flow flow) {
    return prover.delivers(network, flow);
  }

  @Override
  public synchronized Optional<Packet> delivered(Network network, Flow flow) {
    return prover.delivered(network, flow);
  }

  @Override
  public synchronized Proof loses(Network network, Flow flow) {
    return prover.loses(network, flow);
  }

  @Override
  public synchronized Optional<Set<String>> removals(Network network, Flow flow) {
    return prover.removals(network, flow);
  }

  @Override
  public synchronized Optional<Packet> difference(Network network, int source, int destination, PacketExpr left,
      PacketExpr right) {
    return prover.difference(network, source, destination, left, right);
  }

  @Override
  public synchronized String smt2(Network network, List<Flow> flows) {
    return prover.smt2(network, flows);
  }

  @Override
  public void close() {
    // whoever gave the prover closes it
  }
}
