package dev.canreach.solver.smt;

import dev.canreach.eval.Decision;
import dev.canreach.eval.Evaluator;
import dev.canreach.eval.Trace;
import dev.canreach.model.Network;
import dev.canreach.packet.Packet;
import dev.canreach.packet.Valuation;
import dev.canreach.query.Flow;
import java.util.List;
import java.util.stream.Collectors;

/** Lets the definition of the semantics judge what the solver found, before anybody sees it. */
final class Replay {
  private final Network network;
  private final Problem problem;
  private final PacketDecoder decoder;

  Replay(Network network, Problem problem) {
    this.network = network;
    this.problem = problem;
    this.decoder = new PacketDecoder(problem);
  }

  /**
   * The packet of a point where the root is true.
   *
   * @throws DisagreementException unless the packet does under this valuation what the problem expects
   */
  Packet packet(Point point, Valuation valuation) {
    Packet packet = decoder.packet(point);
    Flow flow = problem.flow();
    Evaluator evaluator = new Evaluator(network, valuation);
    Decision decision = evaluator.decide(flow.path(), packet);
    if (!evaluator.matches(flow.guard(), packet) || decision.allowed() != problem.expected()) {
      throw new DisagreementException("the solver and the evaluator disagree about " + packet + " from `"
          + network.endpoint(flow.source()).id() + "` to `" + network.endpoint(flow.destination()).id()
          + "`\nassumptions: " + valuation.values() + "\nevaluator: " + traces(decision) + "\nsolver: expected "
          + (problem.expected() ? "delivered" : "lost") + "; " + steps(point) + "\n"
          + Smt2Writer.write(network, List.of(problem), problem.root()));
    }
    return packet;
  }

  private static String traces(Decision decision) {
    return decision.traces().stream().map(trace -> switch (trace) {
      case Trace.Judged judged -> judged.plane().name() + " " + judged.action()
          + judged.rule().map(rule -> " by " + rule.origin().describe()).orElse("");
      case Trace.Forwarded forwarded -> forwarded.hop().name()
          + (forwarded.after().isPresent() ? " forwards" : " refuses");
    }).collect(Collectors.joining(", "));
  }

  private String steps(Point point) {
    return problem.steps()
        .stream()
        .map(gate -> point.satisfies(problem.circuit(), gate) ? "passes" : "stops")
        .collect(Collectors.joining(", "));
  }
}
