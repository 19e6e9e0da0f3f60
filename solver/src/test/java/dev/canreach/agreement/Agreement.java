package dev.canreach.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canreach.model.Endpoint;
import dev.canreach.model.Network;
import dev.canreach.model.Path;
import dev.canreach.model.Role;
import dev.canreach.model.Route;
import dev.canreach.packet.PacketExpr;
import dev.canreach.packet.Request;
import dev.canreach.packet.TextField;
import dev.canreach.packet.Valuation;
import dev.canreach.query.Flow;
import dev.canreach.query.Proof;
import dev.canreach.query.Prover;
import dev.canreach.query.QuestionException;
import dev.canreach.report.QuestionJson;
import dev.canreach.sets.ReachabilityMap;
import dev.canreach.solver.Session;
import dev.canreach.solver.Snapshot;
import dev.canreach.solver.smt.CrossCheckedMap;
import dev.canreach.solver.smt.DisagreementException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Asks all interpreters about one input. The prover that is asked compares the solver with the sets as wholes, and both
 * with the evaluator on packets from every cell of each flow; so is the map of all pairs by {@link CrossCheckedMap}.
 */
final class Agreement {
  private static final int FLOWS = 6;
  private static final int QUESTIONS = 4;
  private static final int ROWS = 3;
  private static final List<Request> REQUESTS = List.of(Request.NONE, Request.NONE,
      Request.http("GET", "shop.example", "/api/v1"), Request.http("PUT", "a.x", "/"),
      Request.http("GET", "a", "/").with(TextField.header("x-user"), "bob"),
      Request.NONE.with(TextField.TLS, "TLS").with(TextField.SNI, "shop.example"));

  private final Input input;
  private final Snapshot snapshot;
  private final Network network;
  private final Random random;

  private Agreement(Input input) {
    this.input = input;
    this.snapshot = input.snapshot();
    this.network = snapshot.network();
    this.random = input.random();
  }

  /**
   * Checks that the interpreters agree about the input.
   *
   * @throws DisagreementException when they do not
   */
  static void check(Input input) {
    Agreement agreement = new Agreement(input);
    try (Session session = agreement.snapshot.openCrossChecked()) {
      agreement.flows(session.prover());
      agreement.questions(session);
    }
    try (Session session = agreement.snapshot.open()) {
      agreement.map(session.prover());
    }
  }

  private void map(Prover prover) {
    ReachabilityMap map = new ReachabilityMap(network, Valuation.DEFAULT);
    CrossCheckedMap check = new CrossCheckedMap(network, prover, map);
    for (int row = 0; row < ROWS && !map.ends().isEmpty(); row++) {
      int from = random.nextInt(map.ends().size());
      check.check(end -> end == from, end -> true);
    }
  }

  private void flows(Prover prover) {
    List<Path> paths = new ArrayList<>();
    for (int i = 0; i < FLOWS; i++) {
      Endpoint source = pick(senders());
      Endpoint destination = pick(network.endpoints());
      paths.clear();
      paths.add(network.direct());
      network.authenticated().ifPresent(paths::add);
      for (Route route : network.routes(destination.index())) {
        route.alternatives().forEach(alternative -> paths.add(alternative.path()));
      }
      boolean loopback = source.index() == destination.index() && random.nextBoolean();
      Request request = pick(REQUESTS);
      Path path = paths.size() > 1 && random.nextBoolean() ? paths.getLast() : pick(paths);
      Flow flow = new Flow(source.index(), destination.index(), loopback, request, PacketExpr.TRUE, path);
      if (random.nextInt(3) > 0) {
        Proof proof = prover.delivers(network, flow);
        assertThat(proof).isNotInstanceOf(Proof.GaveUp.class);
        assertThat(prover.delivered(network, flow).isPresent()).isEqualTo(proof instanceof Proof.Found);
      } else {
        assertThat(prover.loses(network, flow)).isNotInstanceOf(Proof.GaveUp.class);
      }
    }
  }

  private void questions(Session session) {
    for (int i = 0; i < QUESTIONS; i++) {
      String question = "{\"from\": \"" + end(senders()) + "\", \"to\": \"" + end(receivers()) + "\"" + traffic() + "}";
      try {
        assertThat(session.ask(QuestionJson.read(question))).isNotNull();
      } catch (QuestionException e) {
        throw new AssertionError(question + " about " + input, e);
      }
    }
  }

  /** An end: listed, supposed, or outside. */
  private String end(List<Endpoint> listed) {
    return switch (random.nextInt(8)) {
      case 0 -> pick(List.of("x?app=a", "w?tier!=db", "x?"));
      case 1 -> pick(List.of("internet", "203.0.113.7", "203.0.113.0/24", "10.0.0.0/23", "2001:db8::1"));
      case 2 -> pick(List.of("ns/x", "host/a.x", "node/docker-host"));
      default -> pick(listed).id();
    };
  }

  private String traffic() {
    return pick(List.of("", ", \"port\": 80, \"protocol\": \"TCP\"", ", \"port\": 53, \"protocol\": \"UDP\"",
        ", \"protocol\": \"ICMP\"", ", \"port\": 8080",
        ", \"port\": 80, \"protocol\": \"TCP\", \"http\": {\"method\": \"GET\", \"host\": \"shop.example\", "
            + "\"path\": \"/api\"}"));
  }

  /** The endpoints that open connections. */
  private List<Endpoint> senders() {
    return network.endpoints()
        .stream()
        .filter(end -> ReachabilityMap.isEnd(end) || end.role() == Role.OUTSIDE)
        .toList();
  }

  /** What a question may call by its id. */
  private List<Endpoint> receivers() {
    return network.endpoints()
        .stream()
        .filter(end -> end.role() != Role.IMPLIED && end.role() != Role.OUTSIDE)
        .toList();
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
