package dev.canreach.solver.smt;

import dev.canreach.eval.Decision;
import dev.canreach.eval.Evaluator;
import dev.canreach.model.Network;
import dev.canreach.model.Role;
import dev.canreach.packet.Assumption;
import dev.canreach.packet.Packet;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Valuation;
import dev.canreach.query.Flow;
import dev.canreach.query.Proof;
import dev.canreach.query.Prover;
import dev.canreach.sets.FlowSets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * Asks every interpreter: what the solver proves is checked against the set engine as a whole, and against the evaluator
 * on packets from every cell. A disagreement is a defect of this program and no answer. Sets know no labels of pods that
 * do not exist yet, so flows of such pods are checked against the evaluator alone.
 */
public final class CrossCheckedProver implements Prover {
  private static final int MOST_CORNERS = 1000;
  private static final int MOST_VALUATIONS = 16;

  private final Prover solver;

  /** A prover that checks another one, and closes it. */
  public CrossCheckedProver(Prover solver) {
    this.solver = solver;
  }

  /**
   * {@inheritDoc}
   *
   * @throws DisagreementException when two interpreters disagree
   */
  @Override
  public Proof delivers(Network network, Flow flow) {
    return checked(network, flow, true, solver.delivers(network, flow));
  }

  /**
   * {@inheritDoc}
   *
   * @throws DisagreementException when two interpreters disagree, or the packet is not the witness of the whole proof
   */
  @Override
  public Optional<Packet> delivered(Network network, Flow flow) {
    Optional<Packet> packet = solver.delivered(network, flow);
    Optional<Packet> proved = Prover.super.delivered(network, flow);
    if (!packet.equals(proved)) {
      throw new DisagreementException("the solver delivers " + packet + " of " + flow + ", but proves " + proved);
    }
    return packet;
  }

  /**
   * {@inheritDoc}
   *
   * @throws DisagreementException when two interpreters disagree
   */
  @Override
  public Proof loses(Network network, Flow flow) {
    return checked(network, flow, false, solver.loses(network, flow));
  }

  @Override
  public Optional<Set<String>> removals(Network network, Flow flow) {
    return solver.removals(network, flow);
  }

  @Override
  public Optional<Packet> difference(Network network, int source, int destination, PacketExpr left,
      PacketExpr right) {
    return solver.difference(network, source, destination, left, right);
  }

  @Override
  public String smt2(Network network, List<Flow> flows) {
    return solver.smt2(network, flows);
  }

  @Override
  public void close() {
    solver.close();
  }

  private static Proof checked(Network network, Flow flow, boolean delivered, Proof proof) {
    Problem problem = Problem.of(new NetworkIndex(network), flow, delivered);
    SortedSet<Assumption> open = OpenAssumptions.of(flow);
    valuations(open).forEach(valuation -> checkCorners(network, problem, valuation));
    if (!delivered || !isListed(network, flow)) {
      return proof;
    }
    switch (proof) {
      case Proof.Found found -> {
        valuations(open).forEach(valuation -> checkSets(network, problem, valuation, true));
        checkWitness(network, problem, found, open);
      }
      case Proof.None none -> valuations(open).forEach(valuation -> checkSets(network, problem, valuation, false));
      case Proof.Depends depends -> {
        checkWitness(network, problem, depends.with(), open);
        checkSets(network, problem, whole(depends.without(), open), false);
      }
      case Proof.GaveUp gaveUp -> {}
    }
    return proof;
  }

  /** A value for every open assumption: false for those that the solver did not need to name. */
  private static Valuation whole(Valuation valuation, SortedSet<Assumption> open) {
    return Valuation.of(open, List.of()).with(valuation.values());
  }

  private static boolean isListed(Network network, Flow flow) {
    return network.endpoint(flow.source()).role() != Role.FUTURE
        && network.endpoint(flow.destination()).role() != Role.FUTURE;
  }

  private static List<FlowSets.Piece> pieces(Network network, Flow flow, Valuation valuation) {
    return new FlowSets(network, valuation).delivered(flow.source(), flow.destination(), flow.loopback(),
        flow.request(), flow.guard(), flow.path());
  }

  private static void checkSets(Network network, Problem problem, Valuation valuation, boolean expected) {
    boolean delivered = pieces(network, problem.flow(), valuation).stream()
        .anyMatch(piece -> !piece.delivered().must().isEmpty());
    if (delivered != expected) {
      throw disagreement(network, problem, valuation, "the solver " + (expected ? "found a packet" : "found none")
          + ", the sets say the opposite");
    }
  }

  private static void checkWitness(Network network, Problem problem, Proof.Found found, SortedSet<Assumption> open) {
    boolean held = pieces(network, problem.flow(), whole(found.valuation(), open)).stream()
        .anyMatch(piece -> piece.contains(found.witness()) && piece.delivered().must().contains(found.witness()));
    if (!held) {
      throw disagreement(network, problem, found.valuation(), "the sets don't hold the witness " + found.witness());
    }
  }

  /** On packets from every cell, the evaluator, the formula and the sets say the same. */
  private static void checkCorners(Network network, Problem problem, Valuation valuation) {
    Flow flow = problem.flow();
    Map<Choice, Boolean> choices = new TreeMap<>();
    for (Choice choice : problem.circuit().choices(problem.root())) {
      if (choice instanceof Choice.Assumed assumed) {
        choices.put(choice, valuation.holds(assumed.assumption()));
      }
    }
    Evaluator evaluator = new Evaluator(network, valuation);
    PacketDecoder decoder = new PacketDecoder(problem);
    List<FlowSets.Piece> pieces = isListed(network, flow) ? pieces(network, flow, valuation) : List.of();
    for (Point point : Corners.of(problem, choices, MOST_CORNERS)) {
      Packet packet = decoder.packet(point);
      Decision decision = evaluator.decide(flow.path(), packet);
      boolean meant = evaluator.matches(flow.guard(), packet);
      boolean asked = meant && decision.allowed() == problem.expected();
      if (asked != point.satisfies(problem.circuit(), problem.root())) {
        throw disagreement(network, problem, valuation, "the evaluator and the formula differ about " + packet + ": "
            + decision);
      }
      boolean held = pieces.stream()
          .anyMatch(piece -> piece.contains(packet) && piece.delivered().must().contains(packet));
      if (isListed(network, flow) && held != (meant && decision.allowed())) {
        throw disagreement(network, problem, valuation, "the evaluator and the sets differ about " + packet + ": "
            + decision);
      }
    }
  }

  /** No open assumption holds, all do, and each does alone. */
  static List<Valuation> valuations(SortedSet<Assumption> open) {
    List<Valuation> valuations = new ArrayList<>(List.of(Valuation.of(open, List.of())));
    if (!open.isEmpty()) {
      valuations.add(Valuation.of(open, open));
      open.stream().limit(MOST_VALUATIONS).forEach(alone -> valuations.add(Valuation.of(open, List.of(alone))));
    }
    return valuations;
  }

  private static DisagreementException disagreement(Network network, Problem problem, Valuation valuation,
      String what) {
    Flow flow = problem.flow();
    return new DisagreementException("the interpreters disagree: " + what + "\nfrom `"
        + network.endpoint(flow.source()).id() + "` to `" + network.endpoint(flow.destination()).id()
        + "`\nassumptions: " + valuation.values() + "\n"
        + Smt2Writer.write(network, List.of(problem), problem.root()));
  }
}
