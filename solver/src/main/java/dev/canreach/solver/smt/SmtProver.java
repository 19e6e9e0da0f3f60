package dev.canreach.solver.smt;

import dev.canreach.model.Network;
import dev.canreach.model.Path;
import dev.canreach.packet.Packet;
import dev.canreach.packet.PacketExpr;
import dev.canreach.query.Flow;
import dev.canreach.query.Proof;
import dev.canreach.query.Prover;
import dev.canreach.query.ProverLimitException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Function;

/**
 * The prover that decides with Z3. Everything that the two ends decide is taken out before Z3 sees the problem; every
 * packet that it finds is replayed by {@link dev.canreach.eval.Evaluator}. The same question has the same answer,
 * whatever was asked before.
 */
public final class SmtProver implements Prover {
  private final Worker worker;
  private final Map<Network, NetworkIndex> indexes = new WeakHashMap<>();

  /** A prover with the default limits. Z3 is loaded by the first question. */
  public SmtProver() {
    this(Limits.DEFAULT);
  }

  /** A prover with other limits. */
  public SmtProver(Limits limits) {
    worker = new Worker(limits);
  }

  @Override
  public Proof delivers(Network network, Flow flow) {
    return prove(network, flow, true);
  }

  @Override
  public Optional<Packet> delivered(Network network, Flow flow) {
    NetworkIndex index = index(network);
    try {
      return worker.call(session -> isDelivered(session, Problem.byDefault(index, flow)))
          ? searched(network, flow, true, ProofSearch::certain)
          : Optional.empty();
    } catch (LimitReachedException e) {
      return Optional.empty();
    }
  }

  @Override
  public Proof loses(Network network, Flow flow) {
    return prove(network, flow, false);
  }

  @Override
  public Optional<Set<String>> removals(Network network, Flow flow) {
    NetworkIndex index = index(network);
    return decided(session -> RemovalSearch.find(session, Problem.withRemovals(index, flow)));
  }

  @Override
  public Optional<Packet> difference(Network network, int source, int destination, PacketExpr left,
      PacketExpr right) {
    NetworkIndex index = index(network);
    DifferenceSearch search = new DifferenceSearch(network, left, right);
    return decided(session -> {
      for (boolean loopback : source == destination ? List.of(false, true) : List.of(false)) {
        Flow flow = new Flow(source, destination, loopback, PacketExpr.TRUE, new Path(List.of()));
        Optional<Packet> packet = search.find(session, Problem.difference(index, flow, left, right));
        if (packet.isPresent()) {
          return packet;
        }
      }
      return Optional.empty();
    });
  }

  @Override
  public String smt2(Network network, List<Flow> flows) {
    NetworkIndex index = index(network);
    Circuit circuit = new Circuit();
    List<Problem> problems = new ArrayList<>();
    for (Flow flow : flows) {
      String prefix = flows.size() == 1 ? "" : "flow_" + (problems.size() + 1) + "_";
      problems.add(Problem.within(circuit, index, flow, prefix));
    }
    int root = circuit.or(problems.stream().map(Problem::root).toList());
    return Smt2Writer.write(network, problems, root);
  }

  @Override
  public void close() {
    worker.close();
  }

  private Proof prove(Network network, Flow flow, boolean expected) {
    try {
      return searched(network, flow, expected, ProofSearch::prove);
    } catch (LimitReachedException e) {
      return new Proof.GaveUp(e.reason());
    }
  }

  private static boolean isDelivered(Session session, Problem problem) {
    if (problem.root() == Circuit.FALSE) {
      return false;
    }
    try (Frame frame = session.open(problem.circuit(), problem.root())) {
      return frame.check(Map.of()).isPresent();
    }
  }

  private <T> T searched(Network network, Flow flow, boolean expected, Function<ProofSearch, T> question) {
    NetworkIndex index = index(network);
    return worker.call(session -> {
      try (ProofSearch search = new ProofSearch(session, network, Problem.of(index, flow, expected))) {
        return question.apply(search);
      }
    });
  }

  private <T> T decided(Function<Session, T> question) {
    try {
      return worker.call(question);
    } catch (LimitReachedException e) {
      throw new ProverLimitException(e.reason());
    }
  }

  private NetworkIndex index(Network network) {
    return indexes.computeIfAbsent(network, NetworkIndex::new);
  }
}
